/** Which nodes of a model are computed with 8-bit integers, and which values therefore need a scale. */
import type { Tensor } from '../core/dtype';
import type { OnnxModel, OnnxNode } from '../onnx/model';
import { countReaders } from './fold-batch-norm';
import { valueTypes } from './value-types';

export interface WeightedNode {
  readonly node: OnnxNode;
  readonly weight: Tensor<'float32'>;
  /** The axis of the weight that counts outputs; each has a scale of its own. */
  readonly axis: number;
  readonly bias?: Tensor<'float32'>;
}

export interface IntegerPlan {
  readonly weighted: readonly WeightedNode[];
  /** Every value that becomes integers, with the value whose scale it has: operators that only move values keep it. */
  readonly values: ReadonlyMap<string, string>;
}

/** Values pass through these unchanged, so they keep their scale. */
const MOVES = new Set(['MaxPool', 'Reshape', 'Flatten', 'Transpose', 'Squeeze', 'Unsqueeze', 'Identity', 'DepthToSpace', 'SpaceToDepth', 'Slice', 'Split', 'Gather']);
/** What the runtime works into the convolution before it. */
const FUSED = new Set(['Relu', 'Clip']);

/** The model must have its batch normalizations folded. */
export function planIntegers(model: OnnxModel): IntegerPlan {
  const types = valueTypes(model);
  const weights = new Map(model.initializers.map(({ name, tensor }) => [name, tensor]));
  const readers = countReaders(model);
  const outputs = new Set(model.outputs.map(({ name }) => name));
  const isActivation = (name: string): boolean => types.get(name) === 'float32' && !weights.has(name);
  const weighted = model.nodes.flatMap((node) => (isActivation(node.inputs[0] ?? '') ? (weightedNode(node, weights) ?? []) : []));
  const isWeighted = new Set(weighted.map(({ node }) => node));
  const values = new Map<string, string>();
  const add = (name: string) => !values.has(name) && !outputs.has(name) && values.set(name, name);
  const following = (name: string) => (readers.get(name) === 1 ? model.nodes.find((node) => node.inputs[0] === name) : undefined);
  for (const { node } of weighted) {
    add(node.inputs[0]!);
    const next = following(node.outputs[0]!);
    // Only a convolution wants its result as integers; a product gives floats as gladly, which the last layer needs.
    if (node.op === 'Conv') add(next && FUSED.has(next.op) ? next.outputs[0]! : node.outputs[0]!);
  }
  for (const node of model.nodes) {
    // Two branches that meet stay in integers when both are.
    if (node.op === 'Add' && node.inputs.every((name) => isActivation(name) && values.has(name))) {
      const next = following(node.outputs[0]!);
      add(next?.op === 'Relu' ? next.outputs[0]! : node.outputs[0]!);
    }
    if (!MOVES.has(node.op) || isWeighted.has(node)) continue;
    const root = values.get(node.inputs[0] ?? '');
    if (root !== undefined) for (const output of node.outputs) if (types.get(output) === 'float32' && !outputs.has(output)) values.set(output, root);
  }
  return { weighted, values };
}

function weightedNode(node: OnnxNode, weights: ReadonlyMap<string, Tensor>): WeightedNode | undefined {
  const axis = outputAxis(node);
  const weight = weights.get(node.inputs[1] ?? '');
  if (axis === undefined || weight?.dtype !== 'float32' || weight.shape.length < 2 || (node.op === 'MatMul' && weight.shape.length !== 2)) return undefined;
  const third = node.inputs[2];
  const bias = third ? weights.get(third) : undefined;
  if (third && (bias?.dtype !== 'float32' || bias.shape.length !== 1 || bias.shape[0] !== weight.shape[axis])) return undefined;
  return { node, weight: weight as Tensor<'float32'>, axis, ...(bias && { bias: bias as Tensor<'float32'> }) };
}

function outputAxis({ op, attributes = {} }: OnnxNode): number | undefined {
  if (op === 'Conv') return 0;
  if (op === 'MatMul') return 1;
  if (op !== 'Gemm') return undefined;
  const set = (name: string, usual: number): number => {
    const attribute = attributes[name];
    return attribute && 'int' in attribute ? attribute.int : attribute && 'float' in attribute ? attribute.float : usual;
  };
  if (set('transA', 0) !== 0 || set('alpha', 1) !== 1 || set('beta', 1) !== 1) return undefined;
  return set('transB', 0) === 1 ? 0 : 1;
}
