/** The pixels of the picture, with those that other programs painted for objects. Enlarged ones keep their edges: labels are drawn along them. */
import { useEffect, useRef } from 'react';
import { paintRuns } from '../../engine/data/annotations/rle';
import { classColours } from '../design/overlay/class-colours';
import { paintMask } from '../design/overlay/paint-mask';
import { placeOf } from './label-classes';
import { useLabelView } from './label-view';
import { useLabelling, type ShownPicture } from './labelling-store';
import styles from './stage.module.css';

/** From so many pixels of the window for one of the picture on, pixels are seen one by one. */
const SHARP_FROM = 2;
const MASK_OPACITY = 0.4;

export function PictureCanvas({ shown }: { readonly shown: ShownPicture }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = useLabelView((state) => state.scale);
  const left = useLabelView((state) => state.left);
  const top = useLabelView((state) => state.top);
  const stage = useLabelView((state) => state.stage);
  const categories = useLabelling((state) => state.categories);
  useEffect(() => {
    const page = canvas.current!;
    const density = window.devicePixelRatio;
    [page.width, page.height] = [Math.round(stage.width * density), Math.round(stage.height * density)];
    const context = page.getContext('2d')!;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.imageSmoothingEnabled = scale < SHARP_FROM;
    context.imageSmoothingQuality = 'high';
    const view = { scale, left, top, width: shown.width * scale, height: shown.height * scale, isMirrored: false };
    context.drawImage(shown.bitmap, left, top, view.width, view.height);
    const painted = shown.objects?.filter(({ runs }) => runs) ?? [];
    if (painted.length === 0) return;
    const look = { colours: classColours(page), font: '', opacity: MASK_OPACITY, labels: 'none', isObject: true } as const;
    for (const { runs, category } of painted) {
      const data = new Uint8Array(runs!.width * runs!.height);
      paintRuns(runs!, data, 1);
      paintMask(context, { x: 0, y: 0, width: runs!.width, height: runs!.height, data }, view, { ...look, label: placeOf(categories, category) });
    }
  }, [shown, scale, left, top, stage, categories]);
  return <canvas ref={canvas} className={styles.picture} aria-hidden />;
}
