/** What a network that sees answers in the Predict panel: over the picture as it got it, with its classes and how much there is of each. */
import { useMemo } from 'react';
import type { FeatureSignature } from '../../engine/run/signature';
import type { VisionAnswer } from '../../engine/vision/answer';
import { classShares } from '../../engine/vision/class-shares';
import { shareText } from '../maps/answer-text';
import { pictureBitmap } from '../maps/draw-maps';
import { useMaps } from '../maps/maps-store';
import { MaskLegend, OpacitySlider, type LegendRow } from './mask-legend';
import { OverlayCanvas } from './overlay-canvas';
import styles from './segmentation.module.css';

export function SeenAnswer({ seen, feature, title }: { readonly seen: VisionAnswer; readonly feature: FeatureSignature | undefined; readonly title: string }) {
  const port = useMaps((state) => (feature ? state.ports.get(`${feature.input}:out`) : undefined));
  const maps = port?.picture.kind === 'maps' ? port.picture : undefined;
  const [, height = 0, width = 0] = feature?.shape ?? [];
  const picture = useMemo(() => maps && { image: pictureBitmap(maps), width, height }, [maps, width, height]);
  const rows = legendRows(seen);
  const hasMasks = seen.kind === 'mask' || (seen.kind === 'boxes' && seen.detections.some(({ mask }) => mask));
  return (
    <div className={styles.seen}>
      <OverlayCanvas picture={picture} answer={seen} label={`${title}, over the picture`} className={styles.picture} />
      <div className={styles.side}>
        {hasMasks && <OpacitySlider />}
        {rows.length === 0 ? <p className={styles.nothing}>Nothing was found.</p> : <MaskLegend rows={rows} title={`Classes of ${title}`} />}
      </div>
    </div>
  );
}

/** Every class of a mask, so that nothing jumps as they come and go; of objects those that were found, and how many. */
function legendRows(seen: VisionAnswer): readonly LegendRow[] {
  switch (seen.kind) {
    case 'mask':
      return classShares(seen.mask, seen.classes).map((share, label) => ({ name: seen.classes[label]!, ...(label > 0 && { label }), value: shareText(share) }));
    case 'boxes':
      return seen.classes.flatMap((name, label) => {
        const count = seen.detections.filter((one) => one.label === label).length;
        return count > 0 ? [{ name, label, value: String(count) }] : [];
      });
    case 'points':
      return seen.sets.map(({ score, points }, label) => ({ name: `${points.length} points`, label, value: shareText(score) }));
    case 'classes':
      return seen.classes.map((name, label) => ({ name, label, value: shareText(seen.scores[label] ?? 0) }));
  }
}
