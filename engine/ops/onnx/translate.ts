/** The contract of a translation: an ONNX operator (in the form of our operator set) written with the ops of the engine. */
import type { Tensor } from '../../core/dtype';
import type { Dim } from '../../core/shape';
import type { OnnxAttribute } from '../../onnx/model';
import type { Builder } from '../builder';
import type { Value } from '../graph';

export interface OnnxOperands {
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
  /** Undefined where an optional input is omitted. */
  readonly inputs: readonly (Value | undefined)[];
  /** The operand where it is known while the graph is written. */
  constant(index: number): Tensor | undefined;
  /** A small operand of whole numbers, some of which may be known only by their symbol: the target of a Reshape. */
  dims(index: number): readonly Dim[] | undefined;
}

/** The results; undefined where this form of the operator cannot be written with our ops. May throw OpShapeError. */
export type Translation = (b: Builder, operands: OnnxOperands) => readonly Value[] | undefined;

export function intOf({ attributes }: OnnxOperands, name: string, usual: number): number {
  const found = attributes[name];
  return found && 'int' in found ? found.int : usual;
}

export function floatOf({ attributes }: OnnxOperands, name: string, usual: number): number {
  const found = attributes[name];
  return found && 'float' in found ? found.float : usual;
}

export function textOf({ attributes }: OnnxOperands, name: string, usual: string): string {
  const found = attributes[name];
  return found && 'string' in found ? found.string : usual;
}

export function intsOf({ attributes }: OnnxOperands, name: string): readonly number[] | undefined {
  const found = attributes[name];
  return found && 'ints' in found ? found.ints : undefined;
}

/** The one number of a constant scalar. */
export function scalarOf(tensor: Tensor | undefined): number | undefined {
  return tensor?.data.length === 1 && !tensor.dtype.endsWith('float16') ? Number(tensor.data[0]) : undefined;
}

/** An axis counted from the front. */
export function axisOf(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

/** The whole numbers of a constant operand. */
export function numbersAt(operands: OnnxOperands, index: number): number[] | undefined {
  const dims = operands.dims(index);
  return dims?.every((dim) => typeof dim === 'number') ? (dims as number[]) : undefined;
}
