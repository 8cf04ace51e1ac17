/** What Dropout and SpatialDropout share: they differ only in the shape of their mask. */
import { choice, number } from '../core/parameters';
import type { Shape } from '../core/shape';
import type { Value } from '../ops/graph';
import type { LowerContext, TorchCode } from './define-layer';

export interface DropoutParameters {
  readonly rate: number;
  readonly scaling: 'inverted' | 'none';
}

export const DROPOUT_PARAMETERS = {
  rate: number({ label: 'Rate', help: 'The share that is dropped; 1 minus the retention', default: 0.5, minimum: 0, maximum: 0.999 }),
  scaling: choice({
    label: 'Scaling',
    help: 'inverted: what is kept is enlarged while training; none: values are multiplied by the retention afterwards',
    options: ['inverted', 'none'],
    default: 'inverted',
  }),
};

export function lowerDropout({ builder: b, inputs: [x], parameters: { rate, scaling }, mode, mask }: LowerContext<DropoutParameters>, maskShape: Shape): Value {
  const keep = 1 - rate;
  if (keep === 1) return x!;
  if (mode === 'infer') return scaling === 'none' ? b.mul(x!, keep) : x!;
  const kept = mask('mask', maskShape, keep);
  // The mask is scaled, not the product: it is the smaller of the two where whole channels are dropped.
  return b.mul(x!, scaling === 'inverted' ? b.mul(kept, 1 / keep) : kept);
}

/** PyTorch scales inversely; multiplying by the retention in both modes takes that back. */
export function dropoutTorch(module: string, { rate, scaling }: DropoutParameters): TorchCode {
  return {
    module: `${module}(p=${rate})`,
    ...(scaling === 'none' && { forward: ([value], self) => `${self}(${value}) * ${1 - rate}` }),
  };
}
