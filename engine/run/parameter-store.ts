/**
 * The tensors and optimizer slots of a model in training, each in two buffers: a step reads the current ones and writes
 * the others, and then they change places. ONNX Runtime does not run nodes in file order, so a value written over its own
 * input could be lost before its last reader ran.
 */
import { allocate, type Tensor } from '../core/dtype';
import type { BoundInput, BoundOutput } from '../compile/pipeline';
import { bindingName } from '../ops/graph';

interface Pair {
  current: Tensor<'float32'>;
  /** Written by the next step; until then what `current` was before the last one. There is none before the first. */
  next: Tensor<'float32'> | undefined;
  hasMoved: boolean;
}

export class ParameterStore {
  private readonly pairs = new Map<string, Pair>();

  /** Takes over `initial`, by key (`conv1.weight`, `conv1.weight:main.mean`). */
  constructor(initial: Iterable<readonly [string, Tensor<'float32'>]>) {
    for (const [key, tensor] of initial) this.pairs.set(key, { current: tensor, next: undefined, hasMoved: false });
  }

  /** Adds what the graph keeps between steps and the store does not hold yet, at zero: optimizer slots of a fresh run. */
  addMissing(inputs: readonly BoundInput[]): void {
    for (const { binding, shape } of inputs) {
      const key = bindingName(binding);
      if (binding.kind !== 'slot' || this.pairs.has(key)) continue;
      const zeros: Tensor<'float32'> = { dtype: 'float32', shape: shape as number[], data: allocate('float32', (shape as number[]).reduce((a, b) => a * b, 1)) };
      this.pairs.set(key, { current: zeros, next: undefined, hasMoved: false });
    }
  }

  get(key: string): Tensor<'float32'> {
    const pair = this.pairs.get(key);
    if (!pair) throw new Error(`the model has no tensor “${key}”`);
    return pair.current;
  }

  /** What the last step found; undefined where there has been none yet. */
  before(key: string): Tensor<'float32'> | undefined {
    const pair = this.pairs.get(key);
    return pair?.hasMoved ? pair.next : undefined;
  }

  has(key: string): boolean {
    return this.pairs.has(key);
  }

  /** Current values, in a fixed order. */
  entries(): [string, Tensor<'float32'>][] {
    return [...this.pairs].map(([key, { current }]) => [key, current]);
  }

  /** Feeds for one graph: the current value of everything it reads. */
  feed(inputs: readonly BoundInput[], feeds: Map<string, Tensor>): void {
    for (const { name, binding } of inputs) if (binding.kind === 'tensor' || binding.kind === 'slot') feeds.set(name, this.get(bindingName(binding)));
  }

  /** Where one graph writes: the other buffer of everything it changes. */
  targets(outputs: readonly BoundOutput[]): Map<string, Tensor> {
    return new Map(
      kept(outputs).map(({ name, binding }) => {
        const pair = this.pairs.get(bindingName(binding))!;
        return [name, (pair.next ??= emptyLike(pair.current))];
      }),
    );
  }

  /** Makes what one graph has written current. */
  advance(outputs: readonly BoundOutput[]): void {
    for (const { binding } of kept(outputs)) {
      const pair = this.pairs.get(bindingName(binding))!;
      [pair.current, pair.next] = [pair.next!, pair.current];
      pair.hasMoved = true;
    }
  }

  /** Copies values in; keys and shapes must be the store's own. */
  restore(values: Iterable<readonly [string, Tensor<'float32'>]>): void {
    for (const [key, tensor] of values) this.get(key).data.set(tensor.data);
  }
}

function kept(outputs: readonly BoundOutput[]): BoundOutput[] {
  return outputs.filter(({ binding }) => binding.kind === 'tensor' || binding.kind === 'slot');
}

function emptyLike(tensor: Tensor<'float32'>): Tensor<'float32'> {
  return { dtype: 'float32', shape: tensor.shape, data: new Float32Array(tensor.data.length) };
}
