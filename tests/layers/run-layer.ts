/** Runs one layer forward and backward, by ONNX Runtime or in double precision. */
import { expandComposites } from '../../engine/compile/7-expand';
import { bindShape } from '../../engine/core/shape';
import { bindingName, type Graph } from '../../engine/ops/graph';
import { interpret } from '../interpreter/interpret';
import type { NdArray } from '../interpreter/nd-array';
import { gradientOf, layerGraph, nextValueOf, operandValues, OUTPUT, type LayerCase, type LayerGraph } from './layer-graph';
import { FIRST_VARIANT, runGraph, type Result } from './run-graph';

export interface LayerResults {
  readonly output: Result;
  /** By the name of the input or tensor. */
  readonly gradients: ReadonlyMap<string, Result>;
  readonly statistics: ReadonlyMap<string, Result>;
}

type Given = Readonly<Record<string, ArrayLike<number>>>;

/** `given` replaces the values of inputs and tensors by name. */
export async function runLayer(one: LayerCase, given: Given = {}): Promise<LayerResults> {
  const built = layerGraph(one);
  const fill = (name: string, shape: readonly number[]) => (given[name] ? Float32Array.from(given[name]) : operandValues(name, shape, one.scale));
  return collect(built, await runGraph(built.graph, one.inputs[0]![0]!, fill));
}

export function interpretLayer(one: LayerCase): LayerResults {
  const built = layerGraph(one);
  return collect(built, interpretGraph(built.graph, feedsFor(built.graph, one)));
}

/** The graph's outputs by the names of their bindings. */
export function interpretGraph(graph: Graph, feeds: Readonly<Record<string, NdArray>>): ReadonlyMap<string, NdArray> {
  const results = interpret(expandComposites(graph, FIRST_VARIANT), feeds);
  return new Map(graph.outputs.map(({ binding }, index) => [bindingName(binding), results[index]!]));
}

export function feedsFor(graph: Graph, one: LayerCase): Record<string, NdArray> {
  return Object.fromEntries(
    graph.inputs.map(({ value, binding }) => {
      const shape = bindShape(value.shape, { N: one.inputs[0]![0]! });
      const name = bindingName(binding);
      return [name, { shape, data: Float64Array.from(operandValues(name, shape, one.scale)) }];
    }),
  );
}

function collect({ wanted, statistics }: LayerGraph, results: ReadonlyMap<string, Result>): LayerResults {
  const present = (names: readonly string[], outputName: (name: string) => string) =>
    new Map(names.flatMap((name) => {
      const found = results.get(outputName(name));
      return found ? [[name, found] as const] : [];
    }));
  return { output: results.get(OUTPUT)!, gradients: present(wanted, gradientOf), statistics: present(statistics, nextValueOf) };
}
