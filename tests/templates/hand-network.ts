/** Networks with weights written in by hand, stepped through the graph that really trains. */
import { compileInference, compileTraining, type BoundInput, type CompiledGraph } from '../../engine/compile/pipeline';
import { outputName } from '../../engine/compile/9-emit-onnx';
import { float32Tensor, type Tensor } from '../../engine/core/dtype';
import type { LoomDocument, NamedSettings, TensorSettings } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { bindingName, type OutputBinding } from '../../engine/ops/graph';
import { readOptimizer } from '../../engine/optimizers';
import { initialTensors } from '../../engine/run/initial-tensors';
import { openSession } from '../../engine/run/onnx-runtime';
import { ParameterStore } from '../../engine/run/parameter-store';
import { loweringTarget } from '../../engine/run/tuning';

type Matrix = readonly (readonly number[])[];

/** Tensors of a Dense layer. */
export function denseValues(weight: Matrix, bias?: readonly number[]): Record<string, TensorSettings> {
  return {
    weight: { value: float32Tensor([weight.length, weight[0]!.length], weight.flat()) },
    ...(bias && { bias: { value: float32Tensor([bias.length], bias) } }),
  };
}

export interface StepResult {
  readonly prediction: readonly number[];
  readonly loss: number;
  gradient(key: string): readonly number[];
}

export interface StepFeeds {
  readonly input: readonly number[];
  readonly target: readonly number[];
  readonly masks?: Readonly<Record<string, readonly number[]>>;
}

/** One network in training; its Input is called `input`, its Output `output`. */
export class HandNetwork {
  private readonly training: CompiledGraph;
  private readonly inference: CompiledGraph;
  private readonly store: ParameterStore;
  private steps = 0;

  constructor(document: LoomDocument, private readonly optimizer: NamedSettings & { readonly learningRate: number }) {
    const network = inferNetwork(document);
    const target = loweringTarget('cpu');
    this.training = compileTraining(network, { update: { name: 'main', losses: '**', tensors: '**', optimizer, every: 1 }, gradients: true }, target);
    this.inference = compileInference(network, {}, target);
    this.store = new ParameterStore(initialTensors(network.tensors, 1));
    this.store.addMissing(this.training.inputs);
  }

  tensor(key: string): readonly number[] {
    return [...this.store.get(key).data];
  }

  /** Forward, backward and update on one sample. */
  async step({ input, target, masks = {} }: StepFeeds): Promise<StepResult> {
    this.steps++;
    const { definition, settings } = readOptimizer(this.optimizer);
    const scalars = { learningRate: this.optimizer.learningRate, ...definition.corrections?.(this.steps, settings) };
    const feeds = this.feeds(this.training.inputs, { input, 'output:target': target });
    for (const [name, value] of Object.entries(scalars)) feeds.set(bindingName({ kind: 'scalar', name: `main.${name}` }), float32Tensor([], [value]));
    for (const [key, mask] of Object.entries(masks)) {
      feeds.set(bindingName({ kind: 'mask', key, keep: 0 }), { dtype: 'uint8', shape: [1, mask.length], data: Uint8Array.from(mask) });
    }
    const results = await run(this.training, feeds, this.store.targets(this.training.outputs));
    this.store.advance(this.training.outputs);
    const read = (binding: OutputBinding) => [...(results.get(outputName(binding))!.data as Float32Array)];
    return {
      prediction: read({ kind: 'prediction', node: 'output' }),
      loss: read({ kind: 'objective' })[0]!,
      gradient: (key) => read({ kind: 'gradient', key }),
    };
  }

  /** What the trained network answers. */
  async predict(input: readonly number[]): Promise<readonly number[]> {
    const results = await run(this.inference, this.feeds(this.inference.inputs, { input }));
    return [...(results.get(outputName({ kind: 'prediction', node: 'output' }))!.data as Float32Array)];
  }

  private feeds(inputs: readonly BoundInput[], vectors: Readonly<Record<string, readonly number[]>>): Map<string, Tensor> {
    const feeds = new Map<string, Tensor>(Object.entries(vectors).map(([name, values]) => [name, float32Tensor([1, values.length], values)]));
    this.store.feed(inputs, feeds);
    return feeds;
  }
}

async function run({ onnx }: CompiledGraph, feeds: ReadonlyMap<string, Tensor>, into?: ReadonlyMap<string, Tensor>): Promise<Map<string, Tensor>> {
  const session = await openSession(onnx, { backend: 'cpu', threads: 1 });
  try {
    return await session.run(feeds, into);
  } finally {
    await session.close();
  }
}
