/** Noise that layers add to their input while training. */
import type { Tensor } from '../core/dtype';
import { RandomStream } from '../core/random';
import { BATCH, bindShape } from '../core/shape';
import type { BoundInput } from '../compile/pipeline';

/** Adds what the graph asks for: a function of seed, key and step alone. */
export function addNoise(feeds: Map<string, Tensor>, inputs: readonly BoundInput[], samples: number, seed: number, step: number): void {
  for (const { name, shape, binding } of inputs) {
    if (binding.kind !== 'noise') continue;
    const stream = new RandomStream(seed, 'noise', binding.key, step);
    const sizes = bindShape(shape, { [BATCH]: samples });
    const data = Float32Array.from({ length: sizes.reduce((product, size) => product * size, 1) }, () => stream.normal());
    feeds.set(name, { dtype: 'float32', shape: sizes, data });
  }
}
