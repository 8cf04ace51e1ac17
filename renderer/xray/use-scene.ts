import { useEffect, useMemo, useRef, type RefObject } from 'react';
import { classColours } from '../design/overlay/class-colours';
import type { PictureView } from '../design/overlay/picture-view';
import { pixelsBitmap } from '../segmentation/pixels-bitmap';
import { paintScene } from './paint-xray';
import type { ReadXray } from './read-xray';
import { sceneOf, type Looked } from './scene';

interface ShownScene {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  /** Where the picture lies on the canvas. */
  readonly view: RefObject<PictureView | undefined>;
}

/** A canvas that shows the frame as it is looked at, sharp at the size of its place. */
export function useScene(read: ReadXray, looked: Looked): ShownScene {
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useRef<PictureView>(undefined);
  const picture = useMemo(() => pixelsBitmap(read.xray.picture), [read]);
  useEffect(() => {
    const shown = canvas.current!;
    const paint = (): void => {
      const density = window.devicePixelRatio;
      const size = { width: shown.clientWidth, height: shown.clientHeight };
      if (size.width === 0 || size.height === 0) return;
      shown.width = Math.round(size.width * density);
      shown.height = Math.round(size.height * density);
      const context = shown.getContext('2d')!;
      context.setTransform(density, 0, 0, density, 0, 0);
      view.current = paintScene(context, { picture, ...sceneOf(read, looked) }, size, { colours: classColours(shown), font: getComputedStyle(shown).fontFamily });
    };
    paint();
    const resized = new ResizeObserver(paint);
    resized.observe(shown);
    return () => resized.disconnect();
  }, [picture, read, looked]);
  return { canvas, view };
}
