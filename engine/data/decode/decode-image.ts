/** Decoding a picture file of any supported format, recognised by its contents and not by its name. */
import { fail, LoomError } from '../../core/diagnostic';
import type { Pixels } from '../dataset';
import { BrokenImage, cutShort, LARGEST_PIXELS, type ImageFormat, type ImageHeader } from './format';
import { FORMAT_NAMES, IMAGE_FORMATS } from './formats';
import { png, readPngNumbers } from './png';
import { UNSUPPORTED } from './unsupported';

/** Enough bytes for the header of nearly every file; `readImageHeader` says when it needs more. */
export const HEAD_BYTES = 4096;

function formatOf(bytes: Uint8Array, name: string): ImageFormat {
  if (bytes.length === 0) fail('image-empty', `${name}: the file is empty (0 bytes).`, { file: name, expected: `a ${FORMAT_NAMES} picture`, found: '0 bytes' });
  const format = IMAGE_FORMATS.find((candidate) => candidate.matches(bytes));
  if (format) return format;
  const known = UNSUPPORTED.find((candidate) => candidate.matches(bytes));
  if (known) {
    return fail('image-format-unsupported', `${name}: ${known.name} pictures cannot be read.`, {
      file: name, expected: FORMAT_NAMES, found: known.name, remedy: 'Convert it to JPEG or PNG.',
    });
  }
  return fail('image-format-unknown', `${name}: this is not a ${FORMAT_NAMES} picture.`, {
    file: name, expected: FORMAT_NAMES, found: `a file beginning with ${hex(bytes)}`, remedy: 'Convert it to JPEG or PNG, or remove it.',
  });
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** What is wrong with the file, in words; `undefined` where the fault is ours. */
function defect(error: unknown): string | undefined {
  if (error instanceof BrokenImage) return error.message;
  if (!(error instanceof RangeError)) return undefined;
  // Sizes and offsets read from a damaged file lead outside it, or to arrays that cannot be made.
  return /allocation/i.test(error.message) ? 'there is not enough memory to decode it' : 'the file is damaged';
}

function refuse(name: string, format: ImageFormat, error: unknown): never {
  if (error instanceof LoomError) throw error;
  const reason = defect(error);
  if (reason === undefined) throw error;
  return fail('image-unreadable', `${name}: ${reason}.`, {
    file: name, expected: `a complete ${format.name} picture`, found: reason, remedy: 'Save the picture again from its source as JPEG or PNG, or remove the file.',
  });
}

function requireReasonableSize(name: string, { width, height }: ImageHeader): void {
  if (width < 1 || height < 1) throw new BrokenImage(`its header gives a size of ${width}×${height}`);
  if (width * height <= LARGEST_PIXELS) return;
  const megapixels = Math.round((width * height) / 1e6);
  fail('image-too-large', `${name}: the picture has ${width}×${height} = ${megapixels} megapixels; up to ${LARGEST_PIXELS / 1e6} are read.`, {
    file: name, expected: `at most ${LARGEST_PIXELS / 1e6} megapixels`, found: `${megapixels} megapixels`, remedy: 'Save it at a smaller size.',
  });
}

/**
 * Size and channels from the beginning of a file, in upright orientation. `undefined` means that `head` is too short to
 * tell; pass more bytes. Throws LoomError naming `name` where the file cannot be a readable picture.
 */
export function readImageHeader(head: Uint8Array, name: string): ImageHeader | undefined {
  const format = formatOf(head, name);
  try {
    const header = format.header(head);
    if (header) requireReasonableSize(name, header);
    return header;
  } catch (error) {
    return refuse(name, format, error);
  }
}

/** Whether the bytes begin like a picture that can be read. */
export function isImage(head: Uint8Array): boolean {
  return IMAGE_FORMATS.some((format) => format.matches(head));
}

/** Decodes a whole file. `name` is used in messages. Throws LoomError where it cannot be read. */
export async function decodeImage(bytes: Uint8Array, name: string): Promise<Pixels> {
  const format = formatOf(bytes, name);
  try {
    const header = format.header(bytes);
    if (!header) throw cutShort();
    requireReasonableSize(name, header);
    return await format.decode(bytes);
  } catch (error) {
    return refuse(name, format, error);
  }
}

/** The numbers that a palette or grey PNG stores, as one channel; `undefined` for every other file. Throws LoomError where it cannot be read. */
export async function decodeNumbers(bytes: Uint8Array, name: string): Promise<Pixels | undefined> {
  try {
    return await readPngNumbers(bytes);
  } catch (error) {
    return refuse(name, png, error);
  }
}
