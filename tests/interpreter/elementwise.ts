/** ONNX operators that work element by element. */
import { errorFunction } from './error-function';
import { broadcastAt, broadcastShape, fill, type NdArray } from './nd-array';

export function map(x: NdArray, f: (value: number) => number): NdArray {
  return { shape: x.shape, data: x.data.map(f) };
}

/** Numpy broadcasting over all operands. */
export function combine(operands: readonly NdArray[], f: (...values: number[]) => number): NdArray {
  return fill(
    broadcastShape(operands.map(({ shape }) => shape)),
    (position) => f(...operands.map((operand) => broadcastAt(operand, position))),
  );
}

export const unary = {
  Abs: Math.abs,
  Atan: Math.atan,
  Cos: Math.cos,
  Erf: errorFunction,
  Exp: Math.exp,
  Floor: Math.floor,
  Gelu: (x) => (x * (1 + errorFunction(x / Math.SQRT2))) / 2,
  HardSwish: (x) => x * Math.max(0, Math.min(1, x / 6 + 0.5)),
  Identity: (x) => x,
  Log: Math.log,
  Neg: (x) => -x,
  Not: (x) => (x === 0 ? 1 : 0),
  Reciprocal: (x) => 1 / x,
  Relu: (x) => Math.max(0, x),
  Sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  Sin: Math.sin,
  Softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  Sqrt: Math.sqrt,
  Tanh: Math.tanh,
} as const satisfies Record<string, (x: number) => number>;

export const binary = {
  Add: (a, b) => a + b,
  And: (a, b) => (a !== 0 && b !== 0 ? 1 : 0),
  Div: (a, b) => a / b,
  Equal: (a, b) => (a === b ? 1 : 0),
  Greater: (a, b) => (a > b ? 1 : 0),
  GreaterOrEqual: (a, b) => (a >= b ? 1 : 0),
  Less: (a, b) => (a < b ? 1 : 0),
  LessOrEqual: (a, b) => (a <= b ? 1 : 0),
  Max: Math.max,
  Min: Math.min,
  Mul: (a, b) => a * b,
  Pow: Math.pow,
  Sub: (a, b) => a - b,
} as const satisfies Record<string, (a: number, b: number) => number>;
