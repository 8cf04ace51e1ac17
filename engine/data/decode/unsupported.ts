/** Picture formats that are recognised in order to name a remedy instead of calling the file broken. */
import { hasText } from './format';

interface UnsupportedFormat {
  readonly name: string;
  readonly extensions: readonly string[];
  matches(head: Uint8Array): boolean;
}

function hasBrand(head: Uint8Array, ...brands: readonly string[]): boolean {
  return hasText(head, 4, 'ftyp') && brands.some((brand) => hasText(head, 8, brand));
}

function hasMarkup(head: Uint8Array, tag: string): boolean {
  return Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 1024)).toString('latin1').toLowerCase().includes(tag);
}

export const UNSUPPORTED: readonly UnsupportedFormat[] = [
  { name: 'AVIF', extensions: ['avif'], matches: (head) => hasBrand(head, 'avif', 'avis') },
  { name: 'HEIC', extensions: ['heic', 'heif', 'hif'], matches: (head) => hasBrand(head, 'heic', 'heix', 'heim', 'heis', 'hevc', 'mif1', 'msf1') },
  { name: 'SVG', extensions: ['svg', 'svgz'], matches: (head) => hasMarkup(head, '<svg') },
  { name: 'JPEG XL', extensions: ['jxl'], matches: (head) => (head[0] === 0xff && head[1] === 0x0a) || hasText(head, 4, 'JXL ') },
  { name: 'JPEG 2000', extensions: ['jp2', 'j2k', 'jpx'], matches: (head) => hasText(head, 4, 'jP  ') || hasText(head, 0, '\xff\x4f\xff\x51') },
  { name: 'Photoshop', extensions: ['psd', 'psb'], matches: (head) => hasText(head, 0, '8BPS') },
  { name: 'icon', extensions: ['ico', 'cur'], matches: (head) => hasText(head, 0, '\0\0\x01\0') || hasText(head, 0, '\0\0\x02\0') },
  { name: 'camera raw', extensions: ['cr2', 'cr3', 'nef', 'arw', 'dng', 'orf', 'rw2', 'raf'], matches: (head) => hasText(head, 8, 'CR\x02') || hasBrand(head, 'crx ') || hasText(head, 0, 'FUJIFILM') },
  { name: 'PDF', extensions: [], matches: (head) => hasText(head, 0, '%PDF') },
];
