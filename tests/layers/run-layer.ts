/** Runs one layer forward and backward: its output y, and the gradients of Σ y·r for a given r. */
import { differentiate } from '../../engine/compile/3-autodiff';
import type { JsonObject } from '../../engine/document/model';
import { layerNamed, lowerLayer, parametersOf, type LoweringOptions } from './lower-layer';
import { referenceTensor, referenceValues } from './reference-values';
import { runGraph, type Result } from './run-graph';

export interface LayerRun extends LoweringOptions {
  readonly type: string;
  readonly parameters: JsonObject;
  /** With the batch axis. */
  readonly inputs: readonly (readonly number[])[];
  readonly scale?: number;
  /** Values to use instead of the reference ones, by name (`in1`, `weight`, `mask:mask`). */
  readonly given?: Readonly<Record<string, ArrayLike<number>>>;
}

export interface LayerResults {
  readonly output: Result;
  /** By the name of the input or tensor. */
  readonly gradients: ReadonlyMap<string, Result>;
  readonly statistics: ReadonlyMap<string, Result>;
}

export async function runLayer(run: LayerRun): Promise<LayerResults> {
  const definition = layerNamed(run.type);
  const parameters = parametersOf(definition, run.parameters);
  const samples = run.inputs.map((shape) => shape.slice(1));
  const { builder, inputs, outputs, tensors, statistics } = lowerLayer(definition, parameters, samples, run);
  const specs = definition.tensors?.({ inputs: samples, parameters }) ?? {};
  const y = outputs[0]!;
  const r = builder.input(y, { kind: 'target', node: 'out' });
  const total = builder.sum(builder.mul(y, r), y.shape.map((_, axis) => axis));
  const wanted = [
    ...inputs.map((value, index) => [`in${index + 1}`, value] as const),
    ...[...tensors].filter(([name]) => specs[name]!.trainable),
  ];
  builder.output(y, { kind: 'prediction', node: 'out' });
  differentiate(builder, total, wanted.map(([, value]) => value)).forEach((gradient, index) => {
    if (gradient) builder.output(gradient, { kind: 'gradient', key: wanted[index]![0] });
  });
  for (const [name, value] of statistics) builder.output(value, { kind: 'trace', node: 'statistics', name });

  const scale = run.scale ?? 1.5;
  const results = await runGraph(builder.finish(), run.inputs[0]![0]!, (name, shape) => {
    const given = run.given?.[name];
    if (given) return Float32Array.from(given);
    if (tensors.has(name)) return referenceTensor(name, shape);
    if (name === 'mask:mask') return referenceValues(shape, 7, 1.5).map((value) => (value > 0 ? 1 : 0));
    if (name === 'noise:noise') return referenceValues(shape, 8, 1.5);
    if (name === 'out:target') return referenceValues(shape, 50, 1.5);
    return referenceValues(shape, Number(name.replace('in', '')), scale);
  });
  const named = (prefix: string, names: readonly string[], suffix = '') =>
    new Map(names.flatMap((name) => { const found = results.get(`${prefix}${name}${suffix}`); return found ? [[name, found] as const] : []; }));
  return {
    output: results.get('out')!,
    gradients: named('', wanted.map(([name]) => name), ':gradient'),
    statistics: named('statistics:trace:', [...statistics.keys()]),
  };
}
