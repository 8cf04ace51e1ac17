/** Pictures of this window as the bytes of a PNG file, which is how the engine takes them. */
import { centredPlacement, inkOf, PAD, paintStrokes, type Paper, type Stroke } from './stroke';

export interface PictureSize {
  readonly height: number;
  readonly width: number;
}

export function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

export async function pngOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The picture could not be encoded.');
  return new Uint8Array(await blob.arrayBuffer());
}

export interface DrawingOptions extends Paper {
  /** Whether the ink is scaled and centred as in MNIST. */
  readonly isCentred: boolean;
}

/** The drawing at the size of the network; in the middle, as a square, where that is not square. */
export function drawingPicture(strokes: readonly Stroke[], { height, width }: PictureSize, { background, isCentred }: DrawingOptions): HTMLCanvasElement {
  const page = canvasOf(PAD, PAD);
  const ink = page.getContext('2d', { willReadFrequently: true })!;
  paintStrokes(ink, strokes, { background });
  const side = Math.min(height, width);
  const found = isCentred ? inkOf(distanceFromPaper(ink.getImageData(0, 0, PAD, PAD).data), PAD) : undefined;
  const { scale, x, y } = found ? centredPlacement(found, side) : { scale: side / PAD, x: 0, y: 0 };
  const picture = canvasOf(width, height);
  const context = picture.getContext('2d')!;
  context.fillStyle = background;
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.translate((width - side) / 2, (height - side) / 2);
  context.drawImage(shrunken(page, scale), x, y, PAD * scale, PAD * scale);
  return picture;
}

/** By halves, so that every pixel of the large picture counts: browsers look at a few neighbours only. */
function shrunken(page: HTMLCanvasElement, scale: number): HTMLCanvasElement {
  let current = page;
  for (let next = 0.5; next > scale; next /= 2) {
    const half = canvasOf(Math.ceil(current.width / 2), Math.ceil(current.height / 2));
    half.getContext('2d')!.drawImage(current, 0, 0, half.width, half.height);
    current = half;
  }
  return current;
}

/** The first pixel is paper: it lies in a corner where a pen leaves no ink unless the page is full. */
function distanceFromPaper(rgba: Uint8ClampedArray): Uint16Array {
  const [red, green, blue] = rgba as unknown as [number, number, number];
  return Uint16Array.from({ length: rgba.length / 4 }, (_, index) => Math.abs(rgba[4 * index]! - red) + Math.abs(rgba[4 * index + 1]! - green) + Math.abs(rgba[4 * index + 2]! - blue));
}

/** The middle of a frame as large as it fits, in the ratio of the network. */
export function middleOfFrame(frame: CanvasImageSource, frameWidth: number, frameHeight: number, { height, width }: PictureSize): HTMLCanvasElement {
  const scale = Math.min(frameWidth / width, frameHeight / height);
  const [cropWidth, cropHeight] = [width * scale, height * scale];
  const picture = canvasOf(width, height);
  const context = picture.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(frame, (frameWidth - cropWidth) / 2, (frameHeight - cropHeight) / 2, cropWidth, cropHeight, 0, 0, width, height);
  return picture;
}
