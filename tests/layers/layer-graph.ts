/** One layer forward and backward as an op graph: its output y, and the gradients of Σ y·r for a given r. Several outputs are laid behind each other. */
import { differentiate } from '../../engine/compile/3-autodiff';
import { staticElementCount } from '../../engine/core/shape';
import type { JsonObject } from '../../engine/document/model';
import type { Graph } from '../../engine/ops/graph';
import { layerNamed, lowerLayer, parametersOf, type LoweringOptions } from './lower-layer';
import { referenceTensor, referenceValues } from './reference-values';

/** A layer with its parameters on inputs of given shapes; everything else follows from these by `operandValues`. */
export interface LayerCase extends LoweringOptions {
  readonly type: string;
  readonly parameters: JsonObject;
  /** With the batch axis. */
  readonly inputs: readonly (readonly number[])[];
  /** Size of the inputs' values. */
  readonly scale?: number;
}

export interface LayerGraph {
  readonly graph: Graph;
  /** Inputs and tensors that gradients are taken for. */
  readonly wanted: readonly string[];
  readonly statistics: readonly string[];
}

export const OUTPUT = 'out';
export const gradientOf = (name: string) => `${name}:gradient`;
export const nextValueOf = (name: string) => `statistics:trace:${name}`;

export function layerGraph(one: LayerCase, { gradients = true } = {}): LayerGraph {
  const definition = layerNamed(one.type);
  const parameters = parametersOf(definition, one.parameters);
  const samples = one.inputs.map((shape) => shape.slice(1));
  const { builder, inputs, outputs, tensors, statistics } = lowerLayer(definition, parameters, samples, one);
  const specs = definition.tensors?.({ inputs: samples, parameters }) ?? {};
  const y = outputs.length === 1 ? outputs[0]! : builder.concat(outputs.map((part) => builder.reshape(part, [part.shape[0]!, staticElementCount(part.shape.slice(1))])), 1);
  const r = builder.input(y, { kind: 'target', node: OUTPUT });
  const total = builder.sum(builder.mul(y, r), y.shape.map((_, axis) => axis));
  const wanted = [
    ...inputs.map((value, index) => [`in${index + 1}`, value] as const),
    ...[...tensors].filter(([name]) => specs[name]!.trainable),
  ];
  builder.output(y, { kind: 'prediction', node: OUTPUT });
  builder.output(total, { kind: 'objective' });
  if (gradients) {
    differentiate(builder, total, wanted.map(([, value]) => value)).forEach((gradient, index) => {
      if (gradient) builder.output(gradient, { kind: 'gradient', key: wanted[index]![0] });
    });
  }
  for (const [name, value] of statistics) builder.output(value, { kind: 'trace', node: 'statistics', name });
  return { graph: builder.finish(), wanted: wanted.map(([name]) => name), statistics: [...statistics.keys()] };
}

/** What scripts/reference-layers.py puts into the graph input of the given name. */
export function operandValues(name: string, shape: readonly number[], scale = 1.5): Float32Array {
  if (name === 'mask:mask') return referenceValues(shape, 7, 1.5).map((value) => (value > 0 ? 1 : 0));
  if (name === 'noise:noise') return referenceValues(shape, 8, 1.5);
  if (name === `${OUTPUT}:target`) return referenceValues(shape, 50, 1.5);
  const input = /^in(\d+)$/.exec(name);
  return input ? referenceValues(shape, Number(input[1]), scale) : referenceTensor(name, shape);
}
