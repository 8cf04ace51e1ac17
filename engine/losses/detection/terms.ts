/** What losses of detectors are sums of. Each gives a value per element, before anything is added up. */
import { float32Tensor } from '../../core/dtype';
import type { Builder } from '../../ops/builder';
import type { Value } from '../../ops/graph';

/** Binary cross-entropy from logits; targets may lie between 0 and 1. */
export function crossEntropy(b: Builder, logits: Value, targets: Value): Value {
  return b.sub(b.one('Softplus', [logits], {}), b.mul(logits, targets));
}

export interface FocalOptions {
  /** How little an easy answer counts; 0 is plain cross-entropy. */
  readonly gamma: number;
  /** The share of what is there, against 1 − α of what is not. */
  readonly alpha: number;
}

/** Cross-entropy that turns to what is still wrong (Lin et al. 2017, RetinaNet). */
export function focal(b: Builder, logits: Value, targets: Value, { gamma, alpha }: FocalOptions): Value {
  const p = b.sigmoid(logits);
  const wrong = b.add(p, b.mul(targets, b.sub(1, b.mul(p, 2))));
  const share = b.add(b.mul(targets, 2 * alpha - 1), 1 - alpha);
  return b.mul(b.mul(share, b.one('Pow', [b.max(wrong, 1e-9), b.scalar(gamma)], {})), crossEntropy(b, logits, targets));
}

/** Cross-entropy of scores that are to equal the overlap; where nothing is, easy answers count little (Zhang et al. 2021). `weights` is not learned through. */
export function varifocal(b: Builder, logits: Value, scores: Value, present: Value, { gamma, alpha }: FocalOptions): Value {
  const p = b.one('StopGradient', [b.sigmoid(logits)], {});
  const absent = b.mul(b.mul(b.one('Pow', [b.max(p, 1e-9), b.scalar(gamma)], {}), b.sub(1, present)), alpha);
  return b.mul(b.add(absent, b.mul(scores, present)), crossEntropy(b, logits, scores));
}

/**
 * Distribution focal loss (Li et al. 2020): `logits` [N, sides·bins, R] say how likely each whole distance is, and the two
 * nearest to `distance` [N, sides, R] are to share the probability. Gives [N, sides, R].
 */
export function distributionFocal(b: Builder, logits: Value, distance: Value, bins: number): Value {
  const [batch, , places] = logits.shape;
  const sides = distance.shape[1]!;
  const chances = b.one('LogSoftmax', [b.reshape(logits, [batch!, sides, bins, places!])], { axis: 2 });
  const near = b.relu(b.sub(1, b.abs(b.sub(b.reshape(distance, [batch!, sides, 1, places!]), binNumbers(b, bins)))));
  return b.neg(b.sum(b.mul(chances, near), [2]));
}

/** The expected distance, [N, sides, R]. */
export function expectedDistance(b: Builder, logits: Value, sides: number, bins: number): Value {
  const [batch, , places] = logits.shape;
  const chances = b.one('Softmax', [b.reshape(logits, [batch!, sides, bins, places!])], { axis: 2 });
  return b.sum(b.mul(chances, binNumbers(b, bins)), [2]);
}

function binNumbers(b: Builder, bins: number): Value {
  return b.constant(float32Tensor([bins, 1], Float32Array.from({ length: bins }, (_, bin) => bin)));
}

/** Squared below `delta`, straight beyond (Girshick 2015, smooth L1). */
export function smooth(b: Builder, difference: Value, delta = 1): Value {
  const size = b.abs(difference);
  const square = b.min(size, delta);
  return b.add(b.mul(b.square(square), 0.5 / delta), b.sub(size, square));
}
