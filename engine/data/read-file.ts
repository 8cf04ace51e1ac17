/** Reading data files with errors that a person understands. */
import { open, readFile } from 'node:fs/promises';
import { fail, LoomError } from '../core/diagnostic';
import type { Pixels } from './dataset';
import { decodeImage, HEAD_BYTES, readImageHeader } from './decode/decode-image';
import type { ImageHeader } from './decode/format';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'the file does not exist',
  EACCES: 'there is no permission to read it',
  EPERM: 'there is no permission to read it',
  EISDIR: 'it is a folder',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GB',
};

function unreadable(error: unknown, name: string): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof LoomError || code === '') throw error;
  return fail('file-unreadable', `${name}: the file cannot be read (${REASONS[code] ?? code}).`, { file: name, found: code });
}

export async function readBytes(path: string, name: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    return unreadable(error, name);
  }
}

export async function readPicture(path: string, name: string): Promise<Pixels> {
  return decodeImage(await readBytes(path, name), name);
}

/** Large metadata (thumbnails, colour profiles) can push a header this far back; beyond it the whole file is read. */
const LONG_HEAD_BYTES = 256 * 1024;

/** Reads as little of a picture file as tells its size. */
export async function readPictureHeader(path: string, name: string): Promise<ImageHeader & { readonly bytes: number }> {
  try {
    const file = await open(path);
    try {
      const bytes = (await file.stat()).size;
      for (const wanted of [HEAD_BYTES, LONG_HEAD_BYTES, bytes]) {
        const length = Math.min(wanted, bytes);
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, 0);
        const header = readImageHeader(buffer.subarray(0, bytesRead), name);
        if (header) return { ...header, bytes };
        if (length === bytes) break;
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    return unreadable(error, name);
  }
  return fail('image-unreadable', `${name}: the file is cut short (it ends before its header does).`, { file: name, remedy: 'Save the picture again from its source as JPEG or PNG, or remove the file.' });
}
