/** What a network that sees answers in the Predict panel: over the picture as it got it, with its classes and how much there is of each. */
import { useMemo } from 'react';
import type { FeatureSignature } from '../../engine/run/signature';
import type { VisionAnswer } from '../../engine/vision/answer';
import { classShares } from '../../engine/vision/class-shares';
import { haveMasks } from '../../engine/vision/segment-views';
import { shareText } from '../maps/answer-text';
import { useMaps } from '../maps/maps-store';
import { OpacitySlider, ScoreSlider, ViewSwitch } from './look-controls';
import { answerInView, useMaskLook, withScoreAtLeast } from './mask-look';
import { MaskLegend, type LegendRow } from './mask-legend';
import { OverlayCanvas } from './overlay-canvas';
import { pixelsBitmap } from './pixels-bitmap';
import styles from './segmentation.module.css';

interface SeenAnswerProps {
  readonly seen: VisionAnswer;
  readonly feature: FeatureSignature | undefined;
  readonly title: string;
}

export function SeenAnswer({ seen, feature, title }: SeenAnswerProps) {
  const pixels = useMaps((state) => (feature ? state.look?.pictures?.[feature.input] : undefined));
  const ground = useMaps((state) => Object.values(state.look?.answers ?? {}).flatMap((answer) => (answer.kind === 'seen' && answer.seen.kind === 'mask' ? [answer.seen] : []))[0]);
  const { scoreAtLeast, view } = useMaskLook();
  const picture = useMemo(() => pixels && pixelsBitmap(pixels), [pixels]);
  const [, height = 0, width = 0] = feature?.shape ?? [];
  const shown = useMemo(() => answerInView(withScoreAtLeast(seen, scoreAtLeast), view, { width, height }, ground), [seen, scoreAtLeast, view, width, height, ground]);
  const masks = seen.kind === 'mask' || (seen.kind === 'boxes' && haveMasks(seen));
  const isNothing = shown.kind !== 'classes' && amountOf(seen.kind === 'boxes' ? withScoreAtLeast(seen, scoreAtLeast) : shown) === 0;
  return (
    <div className={styles.seen}>
      <OverlayCanvas picture={picture} answer={shown} label={`${title}, over the picture`} className={styles.picture} />
      <div className={styles.side}>
        {seen.kind === 'boxes' && masks && <ViewSwitch />}
        {seen.kind === 'boxes' && <ScoreSlider />}
        {masks && <OpacitySlider />}
        {isNothing ? <p className={styles.nothing} role="status">{nothingText(seen, scoreAtLeast)}</p> : <MaskLegend rows={legendRows(shown)} title={`Classes of ${title}`} />}
      </div>
    </div>
  );
}

/** Of things that may be there or not. */
function amountOf(seen: VisionAnswer): number {
  return seen.kind === 'boxes' ? seen.detections.length : seen.kind === 'points' ? seen.sets.length : 1;
}

/** With what would be found, were less asked for. */
function nothingText(seen: VisionAnswer, scoreAtLeast: number): string {
  if (seen.kind !== 'boxes') return 'Nothing was found.';
  const [best] = seen.detections;
  const asked = `Nothing was found with a score of ${shareText(scoreAtLeast)} or more.`;
  return best ? `${asked} The best box is ${seen.classes[best.label] ?? best.label} with ${shareText(best.score)}.` : asked;
}

/**
 * Every class of a mask, so that nothing jumps as they come and go; of objects those that were found, and how many. Objects that
 * have names of their own are told with their scores.
 */
function legendRows(seen: VisionAnswer): readonly LegendRow[] {
  switch (seen.kind) {
    case 'mask':
      return classShares(seen.mask, seen.classes).map((share, label) => ({ name: seen.classes[label]!, ...(label > 0 && { label }), value: shareText(share) }));
    case 'boxes':
      return seen.classes.flatMap((name, label) => {
        const found = seen.detections.filter((one) => one.label === label);
        return found.length > 0 ? [{ name, label, value: haveMasks(seen) ? shareText(found[0]!.score) : String(found.length) }] : [];
      });
    case 'points':
      return seen.sets.map(({ score, points }, label) => ({ name: `${points.length} points`, label, value: shareText(score) }));
    case 'classes':
      return seen.classes.map((name, label) => ({ name, label, value: shareText(seen.scores[label] ?? 0) }));
  }
}
