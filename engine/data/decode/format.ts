/** What every picture format provides; the table of formats is in `formats.ts`. */
import type { Pixels } from '../dataset';

/** Larger pictures are refused by their header: 200 megapixels of RGB are 600 MB, and a bomb looks just like them. */
export const LARGEST_PIXELS = 200_000_000;

/** What the first bytes of a file say about its picture. */
export interface ImageHeader {
  /** Size as shown, that is after the EXIF orientation is applied. */
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

export interface ImageFormat {
  /** As a person calls it: `PNG`, `JPEG`. */
  readonly name: string;
  /** Without the dot, in lower case. */
  readonly extensions: readonly string[];
  matches(head: Uint8Array): boolean;
  /**
   * Reads the header; `undefined` where `bytes` ends before it does, so that a caller holding only the beginning of a
   * file knows to read more. Throws `BrokenImage` where the header is wrong.
   */
  header(bytes: Uint8Array): ImageHeader | undefined;
  /** Decodes the whole file. Called only after `header` succeeded. */
  decode(bytes: Uint8Array): Pixels | Promise<Pixels>;
}

/** A defect found by a decoder, as a clause that continues "NAME: …"; `decodeImage` turns it into a LoomError. */
export class BrokenImage extends Error {
  override readonly name = 'BrokenImage';
}

/** The file ends before the picture does; by far the most common defect, so it reads the same in every format. */
export function cutShort(): BrokenImage {
  return new BrokenImage('the file is cut short (it ends before the picture does)');
}

/** Whether `bytes` holds the Latin-1 `text` at `offset`. */
export function hasText(bytes: Uint8Array, offset: number, text: string): boolean {
  if (bytes.length < offset + text.length) return false;
  for (let index = 0; index < text.length; index++) if (bytes[offset + index] !== text.charCodeAt(index)) return false;
  return true;
}

/** A DataView over exactly these bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
