/** The outputs of a model as numbers, whatever their element type; a picture's axes without those of the batch. */
import { fail } from '../../core/diagnostic';
import type { Tensor } from '../../core/dtype';
import { fromHalf } from '../../core/half';

export type Outputs = ReadonlyMap<string, Pick<Tensor, 'dtype' | 'shape' | 'data'>>;

export interface Values {
  readonly name: string;
  /** Without leading axes of 1. */
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** Throws LoomError where the model has no such output. */
export function valuesOf(outputs: Outputs, name: string): Values {
  const tensor = outputs.get(name);
  if (!tensor) {
    return fail('output-missing', `The model has no output “${name}”.`, { expected: name, found: [...outputs.keys()].join(', ') || 'no outputs', remedy: 'Choose one of its outputs in the mapping.' });
  }
  const first = tensor.shape.findIndex((length) => length !== 1);
  return { name, dims: first < 0 ? [] : tensor.shape.slice(first), data: asFloats(tensor) };
}

/** Half precision comes as bits from our own reader, and as Float16Array from browsers that have one. */
function asFloats({ dtype, data }: Pick<Tensor, 'dtype' | 'data'>): Float32Array {
  if (data instanceof Float32Array) return data;
  if (dtype === 'float16' && data instanceof Uint16Array) return Float32Array.from(data, fromHalf);
  return Float32Array.from(data as ArrayLike<number | bigint>, Number);
}

export interface Table {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
  /** Elements from one row to the next, and from one column to the next. */
  readonly rowStep: number;
  readonly columnStep: number;
}

/** An output as candidates × columns. Throws LoomError where it has another number of axes or too few columns. */
export function tableOf(values: Values, across: 'rows' | 'columns', columnsAtLeast: number): Table {
  const { name, data } = values;
  // A table of one candidate has lost that axis to the leading ones.
  const dims = values.dims.length === 1 ? (across === 'rows' ? [1, ...values.dims] : [...values.dims, 1]) : values.dims;
  if (dims.length === 0 || data.length === 0) return { name, rows: 0, columns: columnsAtLeast, data, rowStep: 0, columnStep: 0 };
  if (dims.length !== 2) {
    return fail('output-axes', `The output “${name}” has the shape ${shapeText(values.dims)}, which is no table of candidates.`, { expected: 'two axes: candidates and columns', found: shapeText(values.dims), remedy: 'Choose another output or another kind of answer in the mapping.' });
  }
  const [rows, columns] = across === 'rows' ? [dims[0]!, dims[1]!] : [dims[1]!, dims[0]!];
  if (columns < columnsAtLeast) {
    return fail('output-columns', `The output “${name}” has ${columns} numbers per candidate, but the mapping reads ${columnsAtLeast}.`, { expected: `at least ${columnsAtLeast}`, found: String(columns), remedy: 'Check the axes and the number of classes in the mapping.' });
  }
  return across === 'rows' ? { name, rows, columns, data, rowStep: columns, columnStep: 1 } : { name, rows, columns, data, rowStep: 1, columnStep: rows };
}

export function shapeText(dims: readonly number[]): string {
  return dims.length === 0 ? 'of one number' : dims.join(' × ');
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** The softmax of `count` numbers, as new ones. */
export function softmax(values: Float32Array): Float32Array {
  const largest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const powers = values.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}
