/** Zip files that no honest writer makes: any name, any attributes, any claimed size. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface HostileEntry {
  readonly name: string;
  readonly content?: Uint8Array | string;
  readonly deflate?: boolean;
  /** What the headers claim instead of the truth. */
  readonly claimedSize?: number;
  readonly claimedCrc?: number;
  readonly unixMode?: number;
  readonly flags?: number;
  readonly method?: number;
}

const UTF8_NAMES = 0x800;

function fields(...parts: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(parts.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of parts) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

export function hostileZip(entries: readonly HostileEntry[]): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content = '', deflate = false, claimedSize, claimedCrc, unixMode = 0o100644, flags = 0, method } of entries) {
    const raw = Buffer.from(content);
    const packed = deflate ? deflateRawSync(raw) : raw;
    const nameBytes = Buffer.from(name);
    const common = fields(
      [2, UTF8_NAMES | flags],
      [2, method ?? (deflate ? 8 : 0)],
      [4, 0x00210000],
      [4, claimedCrc ?? crc32(raw)],
      [4, packed.length],
      [4, claimedSize ?? raw.length],
      [2, nameBytes.length],
      [2, 0],
    );
    const local = Buffer.concat([fields([4, 0x04034b50], [2, 20]), common, nameBytes, packed]);
    const tail = fields([2, 0], [2, 0], [2, 0], [4, unixMode * 0x10000], [4, offset]);
    central.push(Buffer.concat([fields([4, 0x02014b50], [2, 0x0314], [2, 20]), common, tail, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = fields([4, 0x06054b50], [2, 0], [2, 0], [2, entries.length], [2, entries.length], [4, directory.length], [4, offset], [2, 0]);
  return Buffer.concat([...locals, directory, end]);
}
