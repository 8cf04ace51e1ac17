/** From the mask that a network answers, in cells of its own, to a mask of the picture it was asked about. */
import { IGNORED_PIXEL } from '../data/dataset';
import { placementOf } from '../data/placement';
import type { ImageStep } from '../data/preprocess';
import type { Mask } from '../vision/answer';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** `steps` made the network's input of the picture. What they cut off the network did not see: `IGNORED_PIXEL`. */
export function maskOfPicture(mask: Mask, steps: readonly ImageStep[], picture: Size): Mask {
  const { scaleX, scaleY, left, top } = placementOf(steps, picture.width, picture.height);
  const input = steps.findLast((step) => step.kind === 'resize') ?? picture;
  const columns = cellsOf(picture.width, scaleX, left, mask.width / input.width, mask.width);
  const rows = cellsOf(picture.height, scaleY, top, mask.height / input.height, mask.height);
  const data = new Uint8Array(picture.width * picture.height);
  let at = 0;
  for (const row of rows) for (const column of columns) data[at++] = row < 0 || column < 0 ? IGNORED_PIXEL : mask.data[row * mask.width + column]!;
  return { x: 0, y: 0, ...picture, data };
}

/** The cell over the middle of each pixel along one side; −1 beyond the mask. */
function cellsOf(pixels: number, scale: number, offset: number, cellsPerPixel: number, cells: number): number[] {
  return Array.from({ length: pixels }, (_, pixel) => {
    const cell = Math.floor(((pixel + 0.5) * scale + offset) * cellsPerPixel);
    return cell < 0 || cell >= cells ? -1 : cell;
  });
}
