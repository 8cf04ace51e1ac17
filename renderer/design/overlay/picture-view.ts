/** Where a picture lies on the canvas that shows it, and how what is drawn over it looks. */
import type { ClassColours } from './class-colours';

/** How pixels of the picture become places on the canvas, in CSS pixels. */
export interface PictureView {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly isMirrored: boolean;
}

export interface OverlayLook {
  readonly colours: ClassColours;
  /** CSS font family. */
  readonly font: string;
  /** Of masks, 0 … 1. */
  readonly opacity: number;
  /** What is written at each box: its class with the score, the class alone, or nothing. */
  readonly labels: 'scores' | 'names' | 'none';
  /** Classes that are left out. */
  readonly hidden?: ReadonlySet<number>;
}

/** The picture as large as it fits, in the middle. Sizes of the canvas in CSS pixels. */
export function fitView(picture: { readonly width: number; readonly height: number }, canvas: { readonly width: number; readonly height: number }, isMirrored: boolean): PictureView {
  const scale = Math.min(canvas.width / picture.width, canvas.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return { scale, left: (canvas.width - width) / 2, top: (canvas.height - height) / 2, width, height, isMirrored };
}

/** From the left edge of something `width` wide in the picture to its left edge on the canvas. */
export function leftOf({ left, scale, width: shown, isMirrored }: PictureView, x: number, width = 0): number {
  return isMirrored ? left + shown - (x + width) * scale : left + x * scale;
}

export function topOf({ top, scale }: PictureView, y: number): number {
  return top + y * scale;
}
