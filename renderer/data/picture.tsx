import { useEffect, useRef } from 'react';
import type { VisionAnswer } from '../../engine/vision/answer';
import { classColours } from '../design/overlay/class-colours';
import { paintAnswer } from '../design/overlay/paint-answer';

interface PictureProps {
  /** RGBA bytes, and what is in the picture. */
  readonly picture: { readonly width: number; readonly height: number; readonly pixels: Uint8Array; readonly truth?: VisionAnswer };
  readonly className?: string | undefined;
  /** Read out; left out where the text beside it says the same. */
  readonly label?: string;
}

/** Boxes and points are drawn on so many pixels for each of the place: lines stay thin and clear. */
const FINER = 2;
const MASK_OPACITY = 0.55;

/** Bytes of a picture, drawn. Enlarged ones keep their pixels sharp: a network sees no more than these. */
export function Picture({ picture: { width, height, pixels, truth }, className, label }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const shown = canvas.current;
    const context = shown?.getContext('2d');
    if (!context || width === 0 || height === 0) return;
    [shown!.width, shown!.height] = [width, height];
    context.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
    if (!truth) return;
    const page = new OffscreenCanvas(width, height);
    page.getContext('2d')!.drawImage(shown!, 0, 0);
    const scale = Math.max(1, (FINER * shown!.clientWidth) / width);
    const view = { scale, left: 0, top: 0, width: Math.round(width * scale), height: Math.round(height * scale), isMirrored: false };
    [shown!.width, shown!.height] = [view.width, view.height];
    context.imageSmoothingEnabled = false;
    context.drawImage(page, 0, 0, view.width, view.height);
    paintAnswer(context, truth, view, { colours: classColours(shown!), font: '', opacity: MASK_OPACITY, labels: 'none' });
  }, [width, height, pixels, truth]);
  return <canvas ref={canvas} className={className} width={width} height={height} {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })} />;
}
