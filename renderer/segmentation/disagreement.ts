import type { VisionAnswer } from '../../engine/vision/answer';

/** Of a mask that says nothing about a pixel. */
const IGNORED = 255;

/** Where an answer is not the truth: 1 there, 0 elsewhere and where the truth says nothing. Nothing for what is no mask. */
export function disagreement(truth: VisionAnswer, answer: VisionAnswer): VisionAnswer | undefined {
  if (truth.kind !== 'mask' || answer.kind !== 'mask') return undefined;
  const data = truth.mask.data.map((label, pixel) => Number(label !== IGNORED && label !== answer.mask.data[pixel]));
  return { kind: 'mask', mask: { ...truth.mask, data }, classes: ['right', 'wrong'] };
}
