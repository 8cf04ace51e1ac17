/**
 * Reading a zip file that may be hostile. All names and sizes are checked when it is opened, and the bytes that really
 * come out are counted while reading, because the declared sizes are claims. Contents are checked against their CRC.
 */
import { stat } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { fail, LoomError, problem } from '../core/diagnostic';
import { unsafeNameReason } from './archive-name';
import { explaining, fileProblem } from './file-problem';

export interface ArchiveLimits {
  readonly entries: number;
  /** Of all contents together, unpacked. */
  readonly bytes: number;
  /** Unpacked to packed size; pictures do not shrink and text shrinks to a tenth, so a hundredfold is no honest file. */
  readonly ratio: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = { entries: 1_000_000, bytes: 256 * 2 ** 30, ratio: 100 };

/** Small archives may have any ratio: a document of zeros is honest. */
const RATIO_FREE_BYTES = 16 * 2 ** 20;

const FILE_TYPE_MASK = 0o170000;
const REGULAR_FILE = 0o100000;

export class Archive {
  private unpacked = 0;

  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly path: string,
    private readonly entries: ReadonlyMap<string, yauzl.Entry>,
    private readonly maximum: number,
  ) {}

  /** Throws LoomError where the file is missing, damaged, or holds anything but plain files under safe names. */
  static async open(path: string, limits: ArchiveLimits = ARCHIVE_LIMITS): Promise<Archive> {
    const { size } = await explaining(path, 'read', () => stat(path));
    const maximum = Math.min(limits.bytes, Math.max(RATIO_FREE_BYTES, size * limits.ratio));
    const zip = await damageExplained(path, () => yauzl.openPromise(path, { decodeStrings: false, autoClose: false }));
    try {
      const entries = await damageExplained(path, () => listEntries(zip, path, limits));
      const total = [...entries.values()].reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
      if (total > maximum) refuseSize(path, maximum);
      return new Archive(zip, path, entries, maximum);
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  /** File names with their unpacked sizes, in the order of the archive. */
  list(): { readonly name: string; readonly size: number }[] {
    return [...this.entries].map(([name, { uncompressedSize }]) => ({ name, size: uncompressedSize }));
  }

  sizeOf(name: string): number | undefined {
    return this.entries.get(name)?.uncompressedSize;
  }

  /** The content of one file. */
  async *read(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.entries.get(name);
    if (!entry) return fail('archive-incomplete', `${this.path} holds no file "${name}".`, { file: this.path });
    let crc = 0;
    try {
      for await (const chunk of await this.zip.openReadStreamPromise(entry)) {
        const bytes = chunk as Uint8Array;
        this.unpacked += bytes.length;
        if (this.unpacked > this.maximum) refuseSize(this.path, this.maximum);
        crc = crc32(bytes, crc);
        yield bytes;
      }
    } catch (error) {
      throw damage(error, this.path);
    }
    if (crc !== entry.crc32) fail('archive-damaged', `${this.path} is damaged: the content of "${name}" is not what was packed.`, { file: this.path });
  }

  async readAll(name: string): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.read(name)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  close(): void {
    this.zip.close();
  }
}

async function listEntries(zip: yauzl.ZipFile, path: string, limits: ArchiveLimits): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>();
  let count = 0;
  for await (const entry of zip.eachEntry()) {
    if (++count > limits.entries) fail('archive-size', `${path} is refused: it holds more than ${limits.entries} files.`, { file: path });
    const name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
    const isFolder = name.endsWith('/');
    const reason = unsafeNameReason(isFolder ? name.slice(0, -1) : name) ?? unsafeKindReason(entry, isFolder);
    if (reason) fail('archive-unsafe', `${path} is refused: it holds ${JSON.stringify(name)}, and ${reason}.`, { file: path });
    if (isFolder) continue;
    if (entries.has(name)) fail('archive-unsafe', `${path} is refused: it holds two files named ${JSON.stringify(name)}.`, { file: path });
    entries.set(name, entry);
  }
  return entries;
}

function unsafeKindReason(entry: yauzl.Entry, isFolder: boolean): string | undefined {
  if (isFolder) return entry.uncompressedSize > 0 ? 'it is a folder with content' : undefined;
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK;
  if (type !== 0 && type !== REGULAR_FILE) return 'it is a link or device and not a plain file';
  if (entry.isEncrypted()) return 'it is encrypted';
  if (!entry.canDecodeFileData()) return 'it is compressed in a way that is not supported';
  return undefined;
}

function refuseSize(path: string, maximum: number): never {
  const megabytes = Math.floor(maximum / 2 ** 20);
  fail('archive-size', `${path} is refused: it would unpack to more than ${megabytes} MB, which is far more than its size suggests.`, { file: path });
}

/** yauzl and zlib say what is wrong inside, in words of their own; system errors keep theirs. */
function damage(error: unknown, path: string): unknown {
  const explained = fileProblem(error, path, 'read');
  if (explained !== error || !(error instanceof Error) || error instanceof LoomError) return explained;
  return new LoomError([problem('archive-damaged', `${path} is not a complete zip file: ${error.message}.`, { file: path })]);
}

async function damageExplained<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw damage(error, path);
  }
}
