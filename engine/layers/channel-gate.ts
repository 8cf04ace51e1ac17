/** What squeeze-and-excitation and channel attention share: two 1×1 convolutions that work out one factor per channel. */
import { integer } from '../core/parameters';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { POINTWISE } from './convolution';
import type { TensorSpec } from './define-layer';

export const SQUEEZE = integer({ label: 'Squeeze', help: 'How many channels stand in the middle: often a sixteenth or a quarter of all', default: 4, minimum: 1 });

/** `fc1` narrows the channels to `squeeze`, `fc2` widens them again. */
export function gateTensors(channels: number, squeeze: number, bias: boolean): Record<string, TensorSpec> {
  const narrow = { fanIn: channels, fanOut: squeeze, trainable: true };
  const wide = { fanIn: squeeze, fanOut: channels, trainable: true };
  return {
    'fc1.weight': { shape: [squeeze, channels, 1, 1], initializer: 'he-uniform', ...narrow },
    ...(bias && { 'fc1.bias': { shape: [squeeze], initializer: 'zeros', ...narrow } }),
    'fc2.weight': { shape: [channels, squeeze, 1, 1], initializer: 'glorot-uniform', ...wide },
    ...(bias && { 'fc2.bias': { shape: [channels], initializer: 'zeros', ...wide } }),
  } as Record<string, TensorSpec>;
}

/** From [N, C, 1, 1] to the factors before their sigmoid. */
export function gateScores(b: Builder, pooled: Value, tensor: (name: string) => Value, bias: boolean, middle: (value: Value) => Value): Value {
  const layer = (name: string, value: Value) => b.one('Conv', [value, tensor(`${name}.weight`), ...(bias ? [tensor(`${name}.bias`)] : [])], POINTWISE);
  return layer('fc2', middle(layer('fc1', pooled)));
}

/** min(max(x/6 + ½, 0), 1). */
export function hardSigmoidOf(b: Builder, x: Value): Value {
  return b.one('Clip', [b.add(b.mul(x, 1 / 6), 0.5)], { min: 0, max: 1 });
}
