/** The pixels of a frame, as data sets hold pictures. */
import type { Pixels } from '../../../engine/data/dataset';
import type { Frame } from '../protocol';

/**
 * Frames much larger than the input are made smaller by the browser first: reading all their pixels would take longer than the
 * network. So many pixels stay for each of the input that shrinking them is still an average.
 */
const PIXELS_PER_INPUT = 2;
const LEAST_SIDE = 320;

export class FrameReader {
  private readonly canvas = new OffscreenCanvas(1, 1);
  private readonly context = this.canvas.getContext('2d', { willReadFrequently: true })!;

  /** `inputSide` is the longer side of the input; `scale` by how much the pixels are smaller than the frame. */
  read(frame: Frame, inputSide: number): { readonly pixels: Pixels; readonly scale: number } {
    const [frameWidth, frameHeight] = 'displayWidth' in frame ? [frame.displayWidth, frame.displayHeight] : [frame.width, frame.height];
    const scale = Math.min(1, Math.max(LEAST_SIDE, PIXELS_PER_INPUT * inputSide) / Math.max(frameWidth, frameHeight));
    const [width, height] = [Math.max(1, Math.round(frameWidth * scale)), Math.max(1, Math.round(frameHeight * scale))];
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    this.context.imageSmoothingQuality = 'high';
    this.context.drawImage(frame, 0, 0, width, height);
    return { pixels: { width, height, channels: 3, data: withoutAlpha(this.context.getImageData(0, 0, width, height).data) }, scale };
  }
}

function withoutAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from]!;
    rgb[to++] = rgba[from + 1]!;
    rgb[to++] = rgba[from + 2]!;
  }
  return rgb;
}
