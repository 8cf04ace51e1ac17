/**
 * Kinds of layer parameters. A specification is plain data plus a parser: the inspector draws the right control from it,
 * the document is checked by it, the code view completes from it and the command line explains it.
 */
export interface ParameterSpec<T> {
  readonly kind: 'integer' | 'number' | 'boolean' | 'choice' | 'size' | 'integers' | 'numbers' | 'text' | 'json';
  readonly label: string;
  readonly help: string;
  readonly default: T;
  readonly unit?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly options?: readonly string[];
  /** The value as the layer reads it, or a sentence part saying what was expected (`a whole number from 1`). */
  parse(value: unknown): { readonly value: T } | { readonly expected: string };
}

export type ParameterSpecs<P> = { readonly [K in keyof P]: ParameterSpec<P[K]> };

interface Text {
  readonly label: string;
  readonly help: string;
  readonly unit?: string;
}

interface Range {
  readonly minimum?: number;
  readonly maximum?: number;
}

function describeRange({ minimum, maximum }: Range): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return ` from ${minimum}`;
  return maximum === undefined ? '' : ` up to ${maximum}`;
}

function inRange(value: number, { minimum = -Infinity, maximum = Infinity }: Range): boolean {
  return value >= minimum && value <= maximum;
}

export function integer(spec: Text & Range & { readonly default: number }): ParameterSpec<number> {
  const expected = `a whole number${describeRange(spec)}`;
  return {
    ...spec,
    kind: 'integer',
    parse: (value) => (Number.isInteger(value) && inRange(value as number, spec) ? { value: value as number } : { expected }),
  };
}

export function number(spec: Text & Range & { readonly default: number }): ParameterSpec<number> {
  const expected = `a number${describeRange(spec)}`;
  return {
    ...spec,
    kind: 'number',
    parse: (value) => (Number.isFinite(value) && inRange(value as number, spec) ? { value: value as number } : { expected }),
  };
}

export function boolean(spec: Text & { readonly default: boolean }): ParameterSpec<boolean> {
  return { ...spec, kind: 'boolean', parse: (value) => (typeof value === 'boolean' ? { value } : { expected: 'true or false' }) };
}

export function choice<const T extends string>(
  spec: Text & { readonly options: readonly T[]; readonly default: NoInfer<T> },
): ParameterSpec<T> {
  const expected = `one of ${spec.options.join(', ')}`;
  return {
    ...spec,
    kind: 'choice',
    parse: (value) => (spec.options.includes(value as T) ? { value: value as T } : { expected }),
  };
}

/** Height and width of something over a picture; one number stands for both. */
export type Size = readonly [height: number, width: number];

export function size(spec: Text & Range & { readonly default: Size }): ParameterSpec<Size> {
  const expected = `a whole number${describeRange(spec)}, or two of them [height, width]`;
  const fits = (value: unknown): value is number => Number.isInteger(value) && inRange(value as number, spec);
  return {
    ...spec,
    kind: 'size',
    parse: (value) => {
      if (fits(value)) return { value: [value, value] };
      if (Array.isArray(value) && value.length === 2 && value.every(fits)) return { value: [value[0]!, value[1]!] };
      return { expected };
    },
  };
}

/** A whole number per axis of a sequence or volume; one number stands for all of them. */
export function extents(spec: Text & Range & { readonly default: readonly number[] }): ParameterSpec<readonly number[]> {
  const { length } = spec.default;
  const several = length === 3 ? ', or three of them [depth, height, width]' : '';
  const expected = `a whole number${describeRange(spec)}${several}`;
  const fits = (value: unknown): value is number => Number.isInteger(value) && inRange(value as number, spec);
  return {
    ...spec,
    kind: 'size',
    parse: (value) => {
      if (fits(value)) return { value: Array.from({ length }, () => value) };
      return Array.isArray(value) && value.length === length && value.every(fits) ? { value } : { expected };
    },
  };
}

/** A list of whole numbers, such as a shape or an order of axes. */
export function integers(spec: Text & Range & { readonly default: readonly number[]; readonly length?: number }): ParameterSpec<readonly number[]> {
  const expected = `a list of ${spec.length === undefined ? '' : `${spec.length} `}whole numbers${describeRange(spec)}`;
  return {
    ...spec,
    kind: 'integers',
    parse: (value) => {
      const fits = Array.isArray(value) && value.every((item) => Number.isInteger(item) && inRange(item, spec));
      return fits && (spec.length === undefined || value.length === spec.length) ? { value } : { expected };
    },
  };
}

/** A list of numbers, such as a weight per class. */
export function numbers(spec: Text & Range & { readonly default: readonly number[] }): ParameterSpec<readonly number[]> {
  const expected = `a list of numbers${describeRange(spec)}`;
  return {
    ...spec,
    kind: 'numbers',
    parse: (value) =>
      Array.isArray(value) && value.every((item) => Number.isFinite(item) && inRange(item, spec)) ? { value } : { expected },
  };
}

/** A line of text, such as the name of an operator. */
export function text(spec: Text & { readonly default: string }): ParameterSpec<string> {
  return { ...spec, kind: 'text', parse: (value) => (typeof value === 'string' ? { value } : { expected: 'text' }) };
}

/** Plain data with a form of its own; `check` gives what it reads, or undefined where the data has another form. */
export function json<T>(spec: Text & { readonly default: T; readonly expected: string; readonly check: (value: unknown) => T | undefined }): ParameterSpec<T> {
  const { check, expected, ...rest } = spec;
  return {
    ...rest,
    kind: 'json',
    parse: (value) => {
      const read = check(value);
      return read === undefined ? { expected } : { value: read };
    },
  };
}
