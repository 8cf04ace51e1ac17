/**
 * Batch normalization worked into the convolution or dense layer before it: with fixed statistics it only scales and shifts
 * each channel. Integer kernels need it so, because they know no normalization.
 */
import type { Tensor } from '../core/dtype';
import type { OnnxInitializer, OnnxModel, OnnxNode } from '../onnx/model';

type Weights = ReadonlyMap<string, Tensor>;

/** As in ONNX, where the attribute is missing. */
const USUAL_EPSILON = 1e-5;

export function foldBatchNorm(model: OnnxModel): OnnxModel {
  const weights: Weights = new Map(model.initializers.map(({ name, tensor }) => [name, tensor]));
  const readers = countReaders(model);
  const writers = new Map(model.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const changed = new Map<OnnxNode, OnnxNode>();
  const gone = new Set<OnnxNode>();
  const added: OnnxInitializer[] = [];
  for (const norm of model.nodes) {
    if (norm.op !== 'BatchNormalization' || norm.outputs.length > 1) continue;
    const before = writers.get(norm.inputs[0]!);
    if (!before || readers.get(norm.inputs[0]!) !== 1 || changed.has(before)) continue;
    const folded = fold(before, norm, weights);
    if (!folded) continue;
    changed.set(before, { ...before, inputs: [before.inputs[0]!, ...folded.map(({ name }) => name)], outputs: norm.outputs });
    gone.add(norm);
    added.push(...folded);
  }
  const nodes = model.nodes.filter((node) => !gone.has(node)).map((node) => changed.get(node) ?? node);
  return withoutUnread({ ...model, nodes, initializers: [...model.initializers, ...added] });
}

/** Drops initializers that nothing reads. */
export function withoutUnread(model: OnnxModel): OnnxModel {
  const read = countReaders(model);
  return { ...model, initializers: model.initializers.filter(({ name }) => read.has(name)) };
}

/** How often each value is read; being an output counts. */
export function countReaders({ nodes, outputs }: OnnxModel): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of [...nodes.flatMap(({ inputs }) => inputs), ...outputs.map((output) => output.name)]) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Weight and bias that do both, or undefined where they are not fixed. */
function fold(before: OnnxNode, norm: OnnxNode, weights: Weights): readonly OnnxInitializer[] | undefined {
  if (before.op !== 'Conv' && !isPlainGemm(before)) return undefined;
  const weight = floats(weights.get(before.inputs[1]!));
  const bias = before.inputs[2] ? floats(weights.get(before.inputs[2])) : undefined;
  const [scale, shift, mean, variance] = norm.inputs.slice(1).map((name) => floats(weights.get(name))?.data);
  if (!weight || !scale || !shift || !mean || !variance || (before.inputs[2] && !bias)) return undefined;
  const channels = weight.shape[0]!;
  if (scale.length !== channels || (bias && bias.data.length !== channels)) return undefined;
  const { epsilon } = norm.attributes ?? {};
  const smallest = epsilon && 'float' in epsilon ? epsilon.float : USUAL_EPSILON;
  const factor = Float64Array.from(scale, (value, channel) => value / Math.sqrt(variance[channel]! + smallest));
  const each = weight.data.length / channels;
  const name = (role: string) => `${norm.name}/${role}`;
  return [
    { name: name('weight'), tensor: { ...weight, data: weight.data.map((value, index) => value * factor[Math.floor(index / each)]!) } },
    { name: name('bias'), tensor: { dtype: 'float32', shape: [channels], data: Float32Array.from(shift, (value, channel) => ((bias?.data[channel] ?? 0) - mean[channel]!) * factor[channel]! + value) } },
  ];
}

/** One row of weights per output, as our own Dense layers are written. */
function isPlainGemm({ op, attributes = {} }: OnnxNode): boolean {
  const number = (name: string, usual: number): number => {
    const attribute = attributes[name];
    return attribute && 'int' in attribute ? attribute.int : attribute && 'float' in attribute ? attribute.float : usual;
  };
  return op === 'Gemm' && number('transA', 0) === 0 && number('transB', 0) === 1 && number('alpha', 1) === 1 && number('beta', 1) === 1;
}

function floats(tensor: Tensor | undefined): Tensor<'float32'> | undefined {
  return tensor?.dtype === 'float32' ? (tensor as Tensor<'float32'>) : undefined;
}
