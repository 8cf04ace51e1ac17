/** A picture file as a browser can show it: as it is, or as PNG where browsers do not know its format. */
import { encode } from 'fast-png';
import { fail } from '../../core/diagnostic';
import { decodeImage, readImageHeader } from '../../data/decode/decode-image';
import { IMAGE_FORMATS } from '../../data/decode/formats';
import { readBytes } from '../../data/read-file';

/** What browsers call the formats that they show upright. */
const TYPES: Readonly<Record<string, string>> = { PNG: 'image/png', JPEG: 'image/jpeg', WebP: 'image/webp', GIF: 'image/gif', BMP: 'image/bmp' };

export interface BrowserPicture {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** `name` is used in messages. Throws LoomError where it cannot be read. */
export async function browserPicture(path: string, name: string): Promise<BrowserPicture> {
  const bytes = await readBytes(path, name);
  const header = readImageHeader(bytes, name);
  if (!header) return fail('image-unreadable', `${name}: the file is cut short (it ends before its header does).`, { file: name, remedy: 'Save the picture again from its source as JPEG or PNG, or remove the file.' });
  const { width, height } = header;
  const type = TYPES[IMAGE_FORMATS.find((format) => format.matches(bytes))?.name ?? ''];
  if (type !== undefined) return { width, height, bytes: new Uint8Array(bytes), type };
  const pixels = await decodeImage(bytes, name);
  return { width, height, bytes: encode({ ...pixels, depth: 8 }), type: 'image/png' };
}
