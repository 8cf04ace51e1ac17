/** A picture in the size of a model's input, placed as its task says. No Node imports: live networks of the window use it too. */
import { fitInto, type FitMode, type Size } from '../vision/letterbox';
import type { Pixels } from './dataset';
import { fitPixels } from './preprocess';

export interface PictureFit extends Size {
  readonly fit: FitMode;
  /** The grey of the borders, 0–255. */
  readonly fill: number;
}

export function fitPicture(picture: Pixels, { width, height, fit, fill }: PictureFit): Pixels {
  if (fit !== 'pad-corner') return fitPixels(picture, [{ kind: 'resize', width, height, mode: fit, fill }]);
  const { scaleX, scaleY } = fitInto(picture, { width, height }, fit);
  const inner = fitPixels(picture, [{ kind: 'resize', width: Math.round(picture.width * scaleX), height: Math.round(picture.height * scaleY), mode: 'stretch' }]);
  const { channels } = picture;
  const data = new Uint8Array(width * height * channels).fill(fill);
  const row = inner.width * channels;
  for (let y = 0; y < inner.height; y++) data.set(inner.data.subarray(y * row, (y + 1) * row), y * width * channels);
  return { width, height, channels, data };
}
