/** The input of operations that take nothing: `{}`. */
export type Empty = Readonly<Record<string, never>>;
