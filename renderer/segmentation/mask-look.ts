/** How answers are laid over pictures, wherever they are: the same in every panel, for as long as the window is open. */
import { create } from 'zustand';
import { SHOWN_SCORE } from '../../engine/vision/detection-errors';
import type { VisionAnswer } from '../../engine/vision/answer';
import type { Size } from '../../engine/vision/letterbox';
import { haveMasks, instanceView, panopticView, semanticView } from '../../engine/vision/segment-views';

/** Of objects with pixels of their own. */
export type SegmentView = 'instances' | 'semantic' | 'panoptic';

interface MaskLookState {
  /** 0 … 1 */
  readonly opacity: number;
  /** Classes that are left out, by name. */
  readonly hidden: ReadonlySet<string>;
  /** Boxes with lower scores are left out where a person asks the network. */
  readonly scoreAtLeast: number;
  readonly view: SegmentView;
}

export const useMaskLook = create<MaskLookState>(() => ({ opacity: 0.6, hidden: new Set(), scoreAtLeast: SHOWN_SCORE, view: 'instances' }));

export function toggleClass(name: string): void {
  const hidden = new Set(useMaskLook.getState().hidden);
  if (!hidden.delete(name)) hidden.add(name);
  useMaskLook.setState({ hidden });
}

/** As the painter wants them. */
export function hiddenLabels(hidden: ReadonlySet<string>, classes: readonly string[]): ReadonlySet<number> {
  return new Set(classes.flatMap((name, label) => (hidden.has(name) ? [label] : [])));
}

/** An answer in the form that is drawn and listed. `ground` is what the same network says of every pixel, where it does. */
export function answerInView(answer: VisionAnswer, view: SegmentView, size: Size, ground?: Extract<VisionAnswer, { kind: 'mask' }>): VisionAnswer {
  if (answer.kind !== 'boxes' || !haveMasks(answer)) return answer;
  if (view === 'semantic') return semanticView(answer, size);
  return view === 'panoptic' ? panopticView(answer, size, ground) : instanceView(answer);
}

export function withScoreAtLeast(answer: VisionAnswer, score: number): VisionAnswer {
  return answer.kind === 'boxes' ? { ...answer, detections: answer.detections.filter((one) => one.score >= score) } : answer;
}
