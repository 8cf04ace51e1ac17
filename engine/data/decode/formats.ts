/** The table of picture formats: adding one is one file and one line here. */
import { bmp } from './bmp';
import type { ImageFormat } from './format';
import { gif } from './gif';
import { jpeg } from './jpeg';
import { png } from './png';
import { tiff } from './tiff';
import { UNSUPPORTED } from './unsupported';
import { webp } from './webp';

export const IMAGE_FORMATS: readonly ImageFormat[] = [png, jpeg, webp, gif, bmp, tiff];

/** `PNG, JPEG, WebP, GIF, BMP or TIFF`, for messages. */
export const FORMAT_NAMES = IMAGE_FORMATS.map((format) => format.name).join(', ').replace(/, ([^,]*)$/, ' or $1');

const readable = new Set(IMAGE_FORMATS.flatMap((format) => format.extensions));
const unsupported = new Map(UNSUPPORTED.flatMap(({ name, extensions }) => extensions.map((extension) => [extension, name] as const)));

function extensionOf(fileName: string): string {
  const dot = fileName.lastIndexOf('.');
  return dot < 0 ? '' : fileName.slice(dot + 1).toLowerCase();
}

/** Whether the name says that this is a picture we read. Contents decide later. */
export function looksLikeImage(fileName: string): boolean {
  return readable.has(extensionOf(fileName));
}

/** The name of a known picture format that cannot be read (`HEIC`), by file name. */
export function unsupportedImageKind(fileName: string): string | undefined {
  return unsupported.get(extensionOf(fileName));
}
