/** Random brightness, contrast and saturation, in this order. */
import type { RandomStream } from '../../core/random';
import type { Pixels } from '../dataset';
import type { ColourAugmentation } from './augmentation';

function luminance(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

function meanLuminance({ channels, data }: Pixels): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += channels) {
    sum += channels === 1 ? data[at]! : luminance(data[at]!, data[at + 1]!, data[at + 2]!);
  }
  return (sum * channels) / data.length;
}

export function changeColour(pixels: Pixels, augmentation: ColourAugmentation, random: RandomStream): Pixels {
  const drawFactor = (range: number) => random.between(1 - range, 1 + range);
  const brightness = drawFactor(augmentation.brightness);
  const contrast = drawFactor(augmentation.contrast);
  const saturation = drawFactor(augmentation.saturation);
  const { channels, data } = pixels;
  // Contrast turns around the picture's own mean brightness, so it leaves that where it is.
  const mean = brightness * meanLuminance(pixels);
  const factor = brightness * contrast;
  const shift = mean * (1 - contrast);
  const out = new Uint8ClampedArray(data.length);
  if (channels === 1) {
    for (let at = 0; at < data.length; at++) out[at] = data[at]! * factor + shift;
  } else {
    for (let at = 0; at < data.length; at += 3) {
      const red = data[at]! * factor + shift;
      const green = data[at + 1]! * factor + shift;
      const blue = data[at + 2]! * factor + shift;
      const grey = luminance(red, green, blue) * (1 - saturation);
      out[at] = red * saturation + grey;
      out[at + 1] = green * saturation + grey;
      out[at + 2] = blue * saturation + grey;
    }
  }
  return { ...pixels, data: new Uint8Array(out.buffer) };
}
