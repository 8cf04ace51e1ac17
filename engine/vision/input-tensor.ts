/** A fitted picture as the input of a model: element type, order of axes and channels, range. */
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { toHalf } from '../core/half';
import type { PictureInput } from './model-task';
import type { Bytes } from './rotated-crop';

/** The weights of ITU-R BT.601, as in every JPEG and in `engine/data/preprocess.ts`. */
const BRIGHTNESS = [299, 587, 114] as const;

/**
 * `picture` has the size of the input already (letterboxed, stretched or cut out). `into` is memory of an earlier tensor of
 * the same input, so that a live model allocates nothing per frame.
 */
export function inputTensor(input: PictureInput, picture: Bytes, into?: Tensor['data']): Tensor {
  const { width, height, channels, layout, order, dtype } = input;
  if (picture.width !== width || picture.height !== height) {
    fail('input-size', `The input “${input.name}” takes ${width} × ${height} pixels, but was given ${picture.width} × ${picture.height}.`, { expected: `${width} × ${height}`, found: `${picture.width} × ${picture.height}` });
  }
  const plane = width * height;
  const data = into ?? (dtype === 'float32' ? new Float32Array(plane * channels) : dtype === 'float16' ? new Uint16Array(plane * channels) : new Uint8Array(plane * channels));
  for (let channel = 0; channel < channels; channel++) {
    const values = valuesOfBytes(input, channel);
    const [start, step] = layout === 'nchw' ? [channel * plane, 1] : [channel, channels];
    const read = reader(picture, channels, order === 'bgr' ? 2 - channel : channel);
    for (let pixel = 0, to = start; pixel < plane; pixel++, to += step) data[to] = values[read(pixel)]!;
  }
  return { dtype, shape: layout === 'nchw' ? [1, channels, height, width] : [1, height, width, channels], data } as Tensor;
}

/** What each of the 256 bytes becomes. */
function valuesOfBytes({ dtype, scale, mean, deviation }: PictureInput, channel: number): ArrayLike<number> {
  const value = (byte: number): number => (byte * scale - (mean[channel] ?? mean[0] ?? 0)) / (deviation[channel] ?? deviation[0] ?? 1);
  if (dtype === 'float32') return Float32Array.from({ length: 256 }, (_, byte) => value(byte));
  if (dtype === 'float16') return Uint16Array.from({ length: 256 }, (_, byte) => toHalf(value(byte)));
  return Uint8Array.from({ length: 256 }, (_, byte) => Math.min(255, Math.max(0, Math.round(value(byte)))));
}

/** The byte of one colour of a pixel; grey pictures have it in every colour, grey inputs get the brightness. */
function reader({ data, samples }: Bytes, channels: 1 | 3, colour: number): (pixel: number) => number {
  if (samples === 1) return (pixel) => data[pixel]!;
  if (channels === 3) return (pixel) => data[pixel * samples + colour]!;
  const [red, green, blue] = BRIGHTNESS;
  return (pixel) => Math.floor((data[pixel * samples]! * red + data[pixel * samples + 1]! * green + data[pixel * samples + 2]! * blue + 500) / 1000);
}
