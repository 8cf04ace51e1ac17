/** The trained scale and shift that end every normalization: ŷ = weight · x̂ + bias, either of which can be left out. */
import { boolean } from '../core/parameters';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import type { TensorSpec } from './define-layer';

export interface ScaleAndShift {
  readonly scale: boolean;
  readonly center: boolean;
}

export const SCALE_AND_SHIFT = {
  scale: boolean({ label: 'Scale', help: 'Whether a trained factor follows', default: true }),
  center: boolean({ label: 'Center', help: 'Whether a trained constant is added', default: true }),
};

export function scaleAndShiftTensors(shape: readonly number[], { scale, center }: ScaleAndShift): Record<string, TensorSpec> {
  const common = { shape, fanIn: 1, fanOut: 1, trainable: true };
  return {
    ...(scale && { weight: { initializer: 'ones' as const, ...common } }),
    ...(center && { bias: { initializer: 'zeros' as const, ...common } }),
  };
}

/** `broadcast` is the shape in which the tensors meet x. */
export function scaleAndShift(b: Builder, x: Value, { scale, center }: ScaleAndShift, tensor: (name: string) => Value, broadcast: readonly number[]): Value {
  const scaled = scale ? b.mul(x, b.reshape(tensor('weight'), broadcast)) : x;
  return center ? b.add(scaled, b.reshape(tensor('bias'), broadcast)) : scaled;
}

/** PyTorch has both tensors or none: which of them stays at its first value. */
export function torchFixed({ scale, center }: ScaleAndShift): { readonly affine: boolean; readonly fixed: readonly string[] } {
  const affine = scale || center;
  return { affine, fixed: affine ? [...(scale ? [] : ['weight']), ...(center ? [] : ['bias'])] : [] };
}
