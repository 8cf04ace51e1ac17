/**
 * Dimensions and shapes.
 *
 * A dimension is a whole number, or a product of named symbols with a whole coefficient (`N`, `T`, `4·N·K`), kept as a
 * canonical string so that two equal dimensions are `===` and a shape prints and serialises as it stands.
 */
export type SymbolicDim = string;
export type Dim = number | SymbolicDim;
export type Shape = readonly Dim[];

/** The batch axis of every training and inference graph. */
export const BATCH: SymbolicDim = 'N';

interface Factors {
  coefficient: number;
  symbols: string[];
}

function factorsOf(dim: Dim): Factors {
  if (typeof dim === 'number') return { coefficient: dim, symbols: [] };
  const parts = dim.split('·');
  const first = Number(parts[0]);
  return Number.isInteger(first) ? { coefficient: first, symbols: parts.slice(1) } : { coefficient: 1, symbols: parts };
}

function dimOf({ coefficient, symbols }: Factors): Dim {
  if (symbols.length === 0 || coefficient === 0) return coefficient;
  const product = [...symbols].sort().join('·');
  return coefficient === 1 ? product : `${coefficient}·${product}`;
}

export function multiplyDims(a: Dim, b: Dim): Dim {
  const left = factorsOf(a);
  const right = factorsOf(b);
  return dimOf({ coefficient: left.coefficient * right.coefficient, symbols: [...left.symbols, ...right.symbols] });
}

/** The quotient a / b, or undefined where it is not a whole dimension. */
export function divideDims(a: Dim, b: Dim): Dim | undefined {
  const left = factorsOf(a);
  const right = factorsOf(b);
  if (right.coefficient === 0 || left.coefficient % right.coefficient !== 0) return undefined;
  const symbols = [...left.symbols];
  for (const symbol of right.symbols) {
    const at = symbols.indexOf(symbol);
    if (at < 0) return undefined;
    symbols.splice(at, 1);
  }
  return dimOf({ coefficient: left.coefficient / right.coefficient, symbols });
}

/** The number of elements of a shape: a number, or a product of symbols. */
export function elementCount(shape: Shape): Dim {
  return shape.reduce<Dim>(multiplyDims, 1);
}

/** The number of elements of a shape without symbols. Throws where a symbol remains. */
export function staticElementCount(shape: Shape): number {
  return shape.reduce<number>((product, dim) => product * staticDim(dim), 1);
}

export function staticDim(dim: Dim): number {
  if (typeof dim === 'number') return dim;
  throw new Error(`dimension ${dim} is only known at run time`);
}

export function isStatic(shape: Shape): shape is readonly number[] {
  return shape.every((dim) => typeof dim === 'number');
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}

/** `6×28×28`; a scalar prints as `scalar`. */
export function formatShape(shape: Shape): string {
  return shape.length === 0 ? 'scalar' : shape.join('×');
}

/** Replaces symbols by run-time sizes. */
export function bindShape(shape: Shape, sizes: Readonly<Record<string, number>>): number[] {
  return shape.map((dim) => {
    const { coefficient, symbols } = factorsOf(dim);
    return symbols.reduce((product, symbol) => {
      const size = sizes[symbol];
      if (size === undefined) throw new Error(`no size was given for the symbol ${symbol}`);
      return product * size;
    }, coefficient);
  });
}

/**
 * The shape of an elementwise operation over `a` and `b` (numpy broadcasting), or undefined where they do not fit.
 * A symbol broadcasts with itself and with 1 only.
 */
export function broadcastShapes(a: Shape, b: Shape): Dim[] | undefined {
  const rank = Math.max(a.length, b.length);
  const result: Dim[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const left = a[axis - (rank - a.length)] ?? 1;
    const right = b[axis - (rank - b.length)] ?? 1;
    if (left !== right && left !== 1 && right !== 1) return undefined;
    result.push(left === 1 ? right : left);
  }
  return result;
}
