/** The networks of cases.json as documents, with the start values every peer shares. */
import type { Tensor } from '../engine/core/dtype';
import { addNode, connect, createDocument, EMPTY_GRAPH } from '../engine/document/edits';
import type { Graph, JsonObject, LoomDocument } from '../engine/document/model';
import { LAYER_CATALOG } from '../engine/infer/layer-catalog';

type LayerSpec = readonly [kind: string, ...args: readonly (number | boolean)[]] | readonly ['residual', readonly LayerSpec[], readonly LayerSpec[]];

export interface BenchCase {
  readonly batch: number;
  readonly input: readonly number[];
  readonly optimizer: 'sgd' | 'adam';
  readonly rate: number;
  readonly parameters: number;
  readonly layers: readonly LayerSpec[];
}

/** What start-values.mjs offers. */
export interface StartValues {
  uniform(key: number, count: number, limit: number): Float32Array;
  expandLayers(layers: readonly LayerSpec[], channels: number): readonly LayerSpec[];
}

/** `expandLayers` knows the composite layers; what it gives are layers of ours under other names. */
export function benchDocument(name: string, { input, layers }: BenchCase, { expandLayers }: Pick<StartValues, 'expandLayers'>): LoomDocument {
  const builder = new ChainBuilder();
  builder.add('input', { shape: [...input] });
  builder.addAll(expandLayers(layers, input[0]!));
  builder.add('output', { loss: 'cross-entropy' });
  return createDocument(name, builder.graph);
}

class ChainBuilder {
  graph: Graph = EMPTY_GRAPH;
  private last: string | undefined;

  addAll(layers: readonly LayerSpec[]): void {
    for (const layer of layers) {
      if (layer[0] === 'residual') this.addResidual(layer[1] as readonly LayerSpec[], layer[2] as readonly LayerSpec[]);
      else this.addPlain(layer as readonly [string, ...(number | boolean)[]]);
    }
  }

  add(type: string, params: JsonObject = {}): string {
    const { graph, node } = addNode(this.graph, { type, params }, LAYER_CATALOG);
    this.graph = this.last === undefined ? graph : connect(graph, { node: this.last, port: 'out' }, { node: node.id, port: 'in' });
    return (this.last = node.id);
  }

  private addPlain([kind, ...args]: readonly [string, ...(number | boolean)[]]): void {
    if (kind === 'conv') {
      const [filters, kernel, stride, pad, groups, bias] = args as [number, number, number, number, number, boolean];
      this.add('conv2d', { filters, kernel, stride, padding: 'explicit', pads: [pad, pad, pad, pad], groups, bias });
    } else if (kind === 'dense') this.add('dense', { units: args[0]! });
    else if (kind === 'maxpool') this.add('max-pool2d', { kernel: 2, stride: 2 });
    else this.add({ batchnorm: 'batch-norm', globalavg: 'global-avg-pool', relu: 'relu', flatten: 'flatten' }[kind]!);
  }

  /** The shortcut's tensors come after the main path's, as every peer numbers them. */
  private addResidual(main: readonly LayerSpec[], shortcut: readonly LayerSpec[]): void {
    const start = this.last!;
    this.addAll(main);
    const end = this.last!;
    this.last = start;
    this.addAll(shortcut);
    const { graph, node } = addNode(this.graph, { type: 'add' }, LAYER_CATALOG);
    const joined = connect(graph, { node: end, port: 'out' }, { node: node.id, port: 'in1' });
    this.graph = connect(joined, { node: this.last, port: 'out' }, { node: node.id, port: 'in2' });
    this.last = node.id;
    this.add('relu');
  }
}

/** Weights uniform in ±√(3 / fan in) by the number of the parameter, scales 1, the rest 0. */
export function benchTensor(number: number, name: string, shape: readonly number[], { uniform }: Pick<StartValues, 'uniform'>): Tensor<'float32'> {
  const count = shape.reduce((product, size) => product * size, 1);
  if (shape.length > 1) return { dtype: 'float32', shape, data: uniform(number + 1, count, Math.sqrt((3 * shape[0]!) / count)) };
  const filled = name === 'weight' || name === 'running_var' ? 1 : 0;
  return { dtype: 'float32', shape, data: new Float32Array(count).fill(filled) };
}
