/** What a column of a data set holds. */
export const COLUMN_KINDS = ['image', 'number', 'category', 'text', 'mask', 'boxes'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];
