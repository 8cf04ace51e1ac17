/** The contract of an upgrade: a node of an older operator set in the form that our own set has. */
import type { Tensor } from '../../core/dtype';
import type { OnnxAttribute } from '../../onnx/model';
import type { SourceNode } from '../source-model';

export interface UpgradeTools {
  /** Adds a constant and returns its name. */
  constant(tensor: Tensor): string;
  /** A name for a value that the file does not have. */
  fresh(): string;
  /** How many axes a value has, where that is known. */
  rankOf(name: string): number | undefined;
}

export interface Upgrade {
  /** The first version of the operator set in which the node needs nothing of this. */
  readonly until: number;
  readonly apply: (node: SourceNode, tools: UpgradeTools) => readonly SourceNode[];
}

export function without(attributes: SourceNode['attributes'], ...names: readonly string[]): Record<string, OnnxAttribute> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));
}

export function int64s(values: readonly number[]): Tensor<'int64'> {
  return { dtype: 'int64', shape: [values.length], data: BigInt64Array.from(values, BigInt) };
}

export function scalar(value: number): Tensor<'float32'> {
  return { dtype: 'float32', shape: [], data: Float32Array.of(value) };
}

export function listOf(node: SourceNode, name: string): readonly number[] | undefined {
  const found = node.attributes[name];
  return found && 'ints' in found ? found.ints : found && 'floats' in found ? found.floats : undefined;
}

export function numberOf(node: SourceNode, name: string): number | undefined {
  const found = node.attributes[name];
  return found && 'int' in found ? found.int : found && 'float' in found ? found.float : undefined;
}

/** Puts an operand at a place, with omitted ones before it where the node has fewer. */
export function withInput(inputs: readonly string[], place: number, name: string): string[] {
  const list = Array.from({ length: Math.max(inputs.length, place + 1) }, (_, index) => inputs[index] ?? '');
  list[place] = name;
  return list;
}
