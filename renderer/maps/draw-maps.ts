/** Pictures of what a port carries, drawn once per look. Grey in both themes: black is the smallest value, white the largest. */
import type { MapsPicture, VectorPicture } from '../../engine/run/look-picture';

/** Pixels of the canvas per pixel of the page, so that small maps stay sharp on fine screens. */
export const SHARPNESS = 2;

export interface StripSize {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
}

/** Maps side by side, each as large as the strip is high; those of another ratio are centred in a square. */
export function drawMaps(canvas: HTMLCanvasElement, picture: MapsPicture, { width, height, gap }: StripSize): void {
  const context = fresh(canvas, width, height);
  const count = Math.min(picture.maps.length, Math.floor((width + gap) / (height + gap)));
  const scale = height / Math.max(picture.height, picture.width);
  for (let map = 0; map < count; map++) {
    const bitmap = greyBitmap(picture, map);
    const [w, h] = [picture.width * scale, picture.height * scale];
    context.drawImage(bitmap, map * (height + gap) + (height - w) / 2, (height - h) / 2, w, h);
  }
}

/** The picture that comes in, in its own colours where it has three channels. */
export function drawPicture(canvas: HTMLCanvasElement, picture: MapsPicture, side: number): void {
  const scale = side / Math.max(picture.height, picture.width);
  const [w, h] = [Math.max(1, picture.width * scale), Math.max(1, picture.height * scale)];
  fresh(canvas, w, h).drawImage(pictureBitmap(picture), 0, 0, w, h);
}

/** In its own size. */
export function pictureBitmap(picture: MapsPicture): HTMLCanvasElement {
  return picture.maps.length === 3 ? colourBitmap(picture) : greyBitmap(picture, 0);
}

export function drawVector(canvas: HTMLCanvasElement, { cells }: VectorPicture, { width, height }: Pick<StripSize, 'width' | 'height'>): void {
  const bitmap = bitmapOf(cells.length, 1, (index) => [cells[index]!, cells[index]!, cells[index]!]);
  fresh(canvas, width, height).drawImage(bitmap, 0, 0, width, height);
}

function fresh(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  canvas.width = Math.round(width * SHARPNESS);
  canvas.height = Math.round(height * SHARPNESS);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d')!;
  context.imageSmoothingEnabled = false;
  context.scale(SHARPNESS, SHARPNESS);
  return context;
}

function greyBitmap({ pixels, width, height }: MapsPicture, map: number): HTMLCanvasElement {
  const from = map * width * height;
  return bitmapOf(width, height, (index) => [pixels[from + index]!, pixels[from + index]!, pixels[from + index]!]);
}

function colourBitmap({ pixels, width, height }: MapsPicture): HTMLCanvasElement {
  const plane = width * height;
  return bitmapOf(width, height, (index) => [pixels[index]!, pixels[plane + index]!, pixels[2 * plane + index]!]);
}

type ColourAt = (index: number) => readonly [number, number, number];

/** `colour` gives red, green and blue of the pixel at an index, row after row. */
export function bitmapOf(width: number, height: number, colour: ColourAt): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  paintPixels(canvas, width, height, colour);
  return canvas;
}

/** The canvas becomes as large as the picture. Its pixels stay in memory: most pictures are too small to be worth a trip to the graphics card. */
export function paintPixels(canvas: HTMLCanvasElement, width: number, height: number, colour: ColourAt): void {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const image = context.createImageData(width, height);
  const { data } = image;
  for (let index = 0, at = 0; index < width * height; index++, at += 4) {
    const [red, green, blue] = colour(index);
    data[at] = red;
    data[at + 1] = green;
    data[at + 2] = blue;
    data[at + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}
