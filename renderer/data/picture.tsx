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

/** Boxes and points are drawn so much finer than the pixels below them. */
const FINER = 3;
const MASK_OPACITY = 0.55;

/** Bytes of a picture, drawn. Enlarged ones keep their pixels sharp: a network sees no more than these. */
export function Picture({ picture: { width, height, pixels, truth }, className, label }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = truth ? FINER : 1;
  useEffect(() => {
    const shown = canvas.current;
    const context = shown?.getContext('2d');
    if (!context || width === 0 || height === 0) return;
    context.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
    if (!truth) return;
    context.imageSmoothingEnabled = false;
    context.drawImage(shown!, 0, 0, width, height, 0, 0, width * FINER, height * FINER);
    const view = { scale: FINER, left: 0, top: 0, width: width * FINER, height: height * FINER, isMirrored: false };
    paintAnswer(context, truth, view, { colours: classColours(shown!), font: '', opacity: MASK_OPACITY, hasLabels: false });
  }, [width, height, pixels, truth]);
  return <canvas ref={canvas} className={className} width={width * scale} height={height * scale} {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })} />;
}
