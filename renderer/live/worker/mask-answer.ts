/** A class for every pixel, from scores per class [1, C, H, W], or from the probability of the second of two classes [1, 1, H, W]. */
import type { Mask, VisionAnswer } from '../../../engine/vision/answer';
import { placeOf, type Fit, type Size } from '../../../engine/vision/letterbox';
import type { NamedTensor } from '../protocol';

/** The answer covers the input of the network, so its place in the frame follows from where the frame lies in the input. */
export function maskAnswer({ shape, data }: NamedTensor, { classes = [] }: { readonly classes?: readonly string[] }, { fit, frame, input }: { readonly fit: Fit; readonly frame: Size; readonly input: Size }): VisionAnswer {
  const [channels, height, width] = shape.slice(-3) as [number, number, number];
  const labels = channels === 1 ? Uint8Array.from(data, (score) => (score >= 0.5 ? 1 : 0)) : bestChannels(data, channels, height * width);
  // Where the frame lies, in cells of the answer.
  const [across, down] = [width / input.width, height / input.height];
  const place = placeOf(frame, fit);
  const mask = resampled({ x: 0, y: 0, width, height, data: labels }, { x: place.x * across, y: place.y * down, width: place.width * across, height: place.height * down });
  return { kind: 'mask', mask: { ...mask, x: 0, y: 0 }, classes };
}

function bestChannels(data: Float32Array, channels: number, plane: number): Uint8Array {
  const labels = new Uint8Array(plane);
  for (let index = 0; index < plane; index++) {
    let best = 0;
    for (let channel = 1; channel < channels; channel++) if (data[channel * plane + index]! > data[best * plane + index]!) best = channel;
    labels[index] = best;
  }
  return labels;
}

/** The cells of a part that may reach beyond the answer (a cropped frame): beyond it nothing is known, which is the class 0. */
function resampled(mask: Mask, part: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }): Mask {
  if (part.x === 0 && part.y === 0 && part.width === mask.width && part.height === mask.height) return mask;
  const [width, height] = [Math.max(1, Math.round(part.width)), Math.max(1, Math.round(part.height))];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const fromY = Math.floor(part.y + ((y + 0.5) * part.height) / height);
    if (fromY < 0 || fromY >= mask.height) continue;
    for (let x = 0; x < width; x++) {
      const fromX = Math.floor(part.x + ((x + 0.5) * part.width) / width);
      if (fromX >= 0 && fromX < mask.width) data[y * width + x] = mask.data[fromY * mask.width + fromX]!;
    }
  }
  return { x: 0, y: 0, width, height, data };
}
