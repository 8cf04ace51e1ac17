/** Large models to open, as exporters write them, and how long that takes in parts. */
import { bindShape } from '../engine/core/shape';
import { importModel } from '../engine/import/import-model';
import { inferNetwork } from '../engine/infer/infer-network';
import { encodeModel } from '../engine/onnx/encode';
import type { OnnxInitializer, OnnxNode } from '../engine/onnx/model';

const CHANNELS = 8;

/** `flat` has names that say nothing; `modules` the paths that PyTorch gives to nodes, stage by stage. */
export type Naming = 'flat' | 'modules';

/** Residual units of Conv, BatchNormalization, Relu, Conv, BatchNormalization, Add, Relu until there are so many nodes. */
export function residualModel(count: number, naming: Naming): Uint8Array {
  const nodes: OnnxNode[] = [];
  const initializers: OnnxInitializer[] = [];
  const perStage = 40;
  const add = (op: string, path: string, inputs: readonly string[], attributes: OnnxNode['attributes'] = {}): string => {
    const output = `v${nodes.length}`;
    const name = naming === 'flat' ? `n${nodes.length}` : `/${path}/${op}`;
    nodes.push({ op, name, inputs, outputs: [output], attributes });
    return output;
  };
  const weight = (name: string, shape: readonly number[], value: number): string => {
    const data = new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(value);
    initializers.push({ name, tensor: { dtype: 'float32', shape: bindShape(shape, {}), data } });
    return name;
  };
  const conv = (path: string, input: string): string => {
    const made = add('Conv', `${path}/conv`, [input, weight(`${path}.conv.weight`, [CHANNELS, CHANNELS, 3, 3], 0.01)], { kernel_shape: { ints: [3, 3] }, pads: { ints: [1, 1, 1, 1] } });
    const statistics = (['weight', 'bias', 'running_mean', 'running_var'] as const).map((name) => weight(`${path}.norm.${name}`, [CHANNELS], name === 'weight' || name === 'running_var' ? 1 : 0));
    return add('BatchNormalization', `${path}/norm`, [made, ...statistics], { epsilon: { float: 1e-5 } });
  };
  let last = 'input';
  for (let unit = 0; nodes.length < count; unit++) {
    const path = `stage${Math.floor(unit / perStage)}/${unit % perStage}`;
    const inner = add('Relu', `${path}/relu1`, [conv(`${path}/first`, last)]);
    last = add('Relu', `${path}/relu2`, [add('Add', path, [conv(`${path}/second`, inner), last])]);
  }
  return encodeModel({
    name: 'residual',
    nodes,
    inputs: [{ name: 'input', dtype: 'float32', shape: ['N', CHANNELS, 16, 16] }],
    outputs: [{ name: last, dtype: 'float32', shape: ['N', CHANNELS, 16, 16] }],
    initializers,
  });
}

export interface ImportTiming {
  readonly nodes: number;
  /** On the canvas, before blocks are opened. */
  readonly boxes: number;
  readonly importMs: number;
  readonly inferMs: number;
  /** Of the processor, import and sizes together. */
  readonly processorMs: number;
}

export async function timeImport(count: number, naming: Naming): Promise<ImportTiming> {
  const bytes = residualModel(count, naming);
  const processor = process.cpuUsage();
  const start = performance.now();
  const { document } = await importModel(bytes);
  const imported = performance.now();
  const { nodes, problems } = inferNetwork(document);
  const inferred = performance.now();
  if (problems.length > 0) throw new Error(problems[0]!.message);
  const { user, system } = process.cpuUsage(processor);
  return { nodes: nodes.length, boxes: document.graph.nodes.length, importMs: imported - start, inferMs: inferred - imported, processorMs: (user + system) / 1000 };
}
