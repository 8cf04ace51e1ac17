/** The directory of a TIFF file's first page. */
import { hasText, viewOf } from './format';

export const TIFF_TAG = {
  width: 256, height: 257, bits: 258, compression: 259, colour: 262, fillOrder: 266, stripOffsets: 273, orientation: 274, samples: 277,
  rowsPerStrip: 278, stripBytes: 279, planes: 284, predictor: 317, palette: 320, tileWidth: 322, tileHeight: 323, tileOffsets: 324,
  tileBytes: 325, extraSamples: 338, sampleFormat: 339, jpegTables: 347,
} as const;

const BYTES_OF_TYPE: Readonly<Record<number, 1 | 2 | 4>> = { 1: 1, 3: 2, 4: 4, 7: 1 };

export class TiffPage {
  constructor(readonly littleEndian: boolean, private readonly tags: ReadonlyMap<number, readonly number[]>) {}

  all(tag: number): readonly number[] {
    return this.tags.get(tag) ?? [];
  }

  value(tag: number, otherwise: number): number {
    return this.tags.get(tag)?.[0] ?? otherwise;
  }
}

/** Reads the whole-number tags; `undefined` where the bytes end before them (they often stand at the end of the file). */
export function readTiffPage(bytes: Uint8Array): TiffPage | undefined {
  if (bytes.length < 8) return undefined;
  const littleEndian = hasText(bytes, 0, 'II');
  const view = viewOf(bytes);
  const directory = view.getUint32(4, littleEndian);
  if (directory + 2 > bytes.length) return undefined;
  const end = directory + 2 + view.getUint16(directory, littleEndian) * 12;
  if (end > bytes.length) return undefined;
  const tags = new Map<number, readonly number[]>();
  for (let entry = directory + 2; entry < end; entry += 12) {
    const size = BYTES_OF_TYPE[view.getUint16(entry + 2, littleEndian)];
    if (!size) continue;
    const count = view.getUint32(entry + 4, littleEndian);
    const at = count * size <= 4 ? entry + 8 : view.getUint32(entry + 8, littleEndian);
    if (at + count * size > bytes.length) return undefined;
    const read = (index: number) => {
      if (size === 1) return bytes[at + index]!;
      return size === 2 ? view.getUint16(at + index * 2, littleEndian) : view.getUint32(at + index * 4, littleEndian);
    };
    tags.set(view.getUint16(entry, littleEndian), Array.from({ length: count }, (_, index) => read(index)));
  }
  return new TiffPage(littleEndian, tags);
}
