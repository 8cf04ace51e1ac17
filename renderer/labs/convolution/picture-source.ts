/** Pictures for the convolution bench, as grey values from 0 to 1. */
import { canvasOf, middleOfFrame } from '../../predict/picture-bytes';

/** Pixels of a side: few enough to see single cells. */
export const SIDE = 72;

export const BUILT_IN = ['seven', 'shapes', 'stripes'] as const;
export type BuiltIn = (typeof BUILT_IN)[number];
export const BUILT_IN_TITLES: Readonly<Record<BuiltIn, string>> = { seven: 'A digit', shapes: 'Shapes', stripes: 'Stripes' };

const DRAW: Readonly<Record<BuiltIn, (context: CanvasRenderingContext2D) => void>> = {
  seven: (context) => {
    context.font = '600 66px "Inter Variable", sans-serif';
    context.textAlign = 'center';
    context.fillText('7', SIDE / 2, SIDE * 0.83);
  },
  shapes: (context) => {
    context.beginPath();
    context.arc(24, 24, 14, 0, 2 * Math.PI);
    context.fill();
    context.globalAlpha = 0.6;
    context.fillRect(42, 12, 20, 24);
    context.globalAlpha = 0.85;
    context.beginPath();
    context.moveTo(36, 42);
    context.lineTo(60, 64);
    context.lineTo(14, 64);
    context.fill();
  },
  stripes: (context) => {
    for (let at = 0; at < 6; at++) {
      context.globalAlpha = (at + 1) / 6;
      context.fillRect(at * 12, 0, 6, SIDE / 2);
      context.fillRect(0, SIDE / 2 + at * 6, SIDE, 3);
    }
  },
};

export function builtInPicture(name: BuiltIn): number[] {
  const canvas = canvasOf(SIDE, SIDE);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#000';
  context.fillRect(0, 0, SIDE, SIDE);
  context.fillStyle = '#fff';
  DRAW[name](context);
  return greyOf(canvas);
}

/** The middle square of a picture file. Throws an Error whose message is a sentence. */
export async function filePicture(file: File): Promise<number[]> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new Error(`“${file.name}” is not a picture that this browser can read. Choose a PNG, JPEG or WebP file.`);
  });
  return framePicture(picture, picture.width, picture.height);
}

export function framePicture(frame: CanvasImageSource, width: number, height: number): number[] {
  return greyOf(middleOfFrame(frame, width, height, { width: SIDE, height: SIDE }));
}

/** Luma of ITU-R BT.601, as picture files are turned grey elsewhere. */
function greyOf(canvas: HTMLCanvasElement): number[] {
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, SIDE, SIDE);
  return Array.from({ length: SIDE * SIDE }, (_, pixel) => (0.299 * data[4 * pixel]! + 0.587 * data[4 * pixel + 1]! + 0.114 * data[4 * pixel + 2]!) / 255);
}
