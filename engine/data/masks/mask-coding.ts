/** How the files of a data set write a class for every pixel, and reading one of them. */
import { fail } from '../../core/diagnostic';
import { IGNORED_PIXEL, type Pixels } from '../dataset';
import { decodeImage, decodeNumbers } from '../decode/decode-image';
import { readBytes } from '../read-file';
import { CLASS_FILE, colourNumber, colourText } from './class-list';

export type MaskCoding =
  /** The number of the class itself: a palette PNG, or grey. */
  | { readonly kind: 'numbers' }
  /** Black for no, white for yes. */
  | { readonly kind: 'yes-no' }
  /** A colour for each class, in label order. */
  | { readonly kind: 'colours'; readonly colours: readonly number[] };

/** The numbers that a mask file stores, one channel, or its colours where it stores those. Throws LoomError where it cannot be read. */
export async function readMaskFile(path: string, name: string): Promise<Pixels> {
  const bytes = await readBytes(path, name);
  return (await decodeNumbers(bytes, name)) ?? (await decodeImage(bytes, name));
}

/** One channel of class indices and `IGNORED_PIXEL`. Throws LoomError naming the pixel that stands for no class. */
export function classIndices(mask: Pixels, name: string, coding: MaskCoding, classes: readonly string[]): Pixels {
  const { width, height } = mask;
  const data = coding.kind === 'colours' ? fromColours(mask, name, coding.colours) : fromNumbers(oneChannel(mask, name), coding.kind === 'yes-no', width, name, classes);
  return { width, height, channels: 1, data };
}

function oneChannel({ channels, data }: Pixels, name: string): Uint8Array {
  if (channels === 1) return data;
  return fail('mask-colours', `${name} is a coloured picture, but the other masks hold the numbers of classes.`, { file: name, expected: 'a palette or grey PNG', found: 'red, green and blue', remedy: `Save all masks alike, or give every class a colour in ${CLASS_FILE}.` });
}

function fromNumbers(data: Uint8Array, isYesNo: boolean, width: number, name: string, classes: readonly string[]): Uint8Array {
  const largest = isYesNo ? 1 : classes.length - 1;
  const indices = isYesNo ? data.map((value) => (value === 255 ? 1 : value)) : data;
  const wrong = indices.findIndex((value) => value > largest && (isYesNo || value !== IGNORED_PIXEL));
  if (wrong < 0) return indices;
  return fail('unknown-mask-class', `${name} has the number ${data[wrong]} at x ${wrong % width}, y ${Math.floor(wrong / width)}, which stands for no class.`, {
    file: name,
    expected: isYesNo ? '0 or 255' : `0 to ${largest} (${classes.join(', ')}), or ${IGNORED_PIXEL} for what does not count`,
    found: `${data[wrong]}`,
    remedy: isYesNo ? `If the masks hold numbers of classes, name these in ${CLASS_FILE}.` : `Correct the mask, or name the class in ${CLASS_FILE}.`,
  });
}

function fromColours({ width, channels, data }: Pixels, name: string, colours: readonly number[]): Uint8Array {
  const indexOf = new Map(colours.map((colour, index) => [colour, index]));
  const indices = new Uint8Array(data.length / channels);
  for (let pixel = 0; pixel < indices.length; pixel++) {
    const colour = colourAt(data, channels, pixel);
    const index = indexOf.get(colour);
    if (index === undefined) {
      fail('unknown-mask-colour', `${name} has the colour ${colourText(colour)} at x ${pixel % width}, y ${Math.floor(pixel / width)}, which stands for no class.`, {
        file: name,
        expected: colours.slice(0, 8).map(colourText).join(', ') + (colours.length > 8 ? ', …' : ''),
        found: colourText(colour),
        remedy: `Give it a line in ${CLASS_FILE}. Masks saved as JPEG or with soft edges have colours in between: save them as PNG with hard edges.`,
      });
    }
    indices[pixel] = index;
  }
  return indices;
}

/** Grey counts as the colour of equal parts. */
export function colourAt(data: Uint8Array, channels: number, pixel: number): number {
  const at = pixel * channels;
  return channels === 1 ? colourNumber(data[at]!, data[at]!, data[at]!) : colourNumber(data[at]!, data[at + 1]!, data[at + 2]!);
}
