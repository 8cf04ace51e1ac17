/** The pixels of a frame, as data sets hold pictures. */
import type { Pixels } from '../../../engine/data/dataset';
import type { Frame } from '../protocol';

/** Frames with a longer side are made smaller by the browser first: reading every pixel of a large screen would take longer than the network. */
const LONGEST_SIDE = 1280;

export class FrameReader {
  private readonly canvas = new OffscreenCanvas(1, 1);
  private readonly context = this.canvas.getContext('2d', { willReadFrequently: true })!;

  /** `scale` is by how much the pixels are smaller than the frame. */
  read(frame: Frame): { readonly pixels: Pixels; readonly scale: number } {
    const [frameWidth, frameHeight] = 'displayWidth' in frame ? [frame.displayWidth, frame.displayHeight] : [frame.width, frame.height];
    const scale = Math.min(1, LONGEST_SIDE / Math.max(frameWidth, frameHeight));
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
