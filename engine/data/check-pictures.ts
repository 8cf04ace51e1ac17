/**
 * The look at all picture files when a data set is opened: headers of every file (or of an even sample of very many),
 * and, where it takes only seconds, a full decoding that finds damaged files and prints for the search of copies.
 */
import { createHash } from 'node:crypto';
import { LoomError, warning, type Diagnostic } from '../core/diagnostic';
import type { Column } from './dataset';
import { decodeImage } from './decode/decode-image';
import { count, note } from './findings';
import { inParallel } from './in-parallel';
import { printOf, type PicturePrint } from './picture-print';
import { readBytes, readPictureHeader } from './read-file';

/** How thoroughly a data set is looked at when it is opened; data workers trust the first look and use `none`. */
export type CheckDepth = 'full' | 'headers' | 'none';

export interface PictureFiles {
  readonly count: number;
  pathOf(row: number): string;
  nameOf(row: number): string;
}

export interface PictureCheck {
  /** Rows whose picture cannot be read. */
  readonly unreadable: ReadonlySet<number>;
  readonly findings: readonly Diagnostic[];
  /** The most frequent size, and the channels that lose nothing. */
  readonly image: Column['image'];
  /** By row; empty unless every picture was decoded. */
  readonly prints: ReadonlyMap<number, PicturePrint>;
  /** File sizes by row, of the files that were opened. */
  readonly bytes: ReadonlyMap<number, number>;
}

const HEADERS_READ = 50_000;
const HEADERS_SAMPLED = 5_000;
const FULL_CHECK_PICTURES = 20_000;
/** Decoding this many pixels takes a few seconds on one core. */
const FULL_CHECK_PIXELS = 200_000_000;
const LISTED_FILES = 1_000;
const OPEN_FILES = 16;
/** Decoded pictures are large and decoding is not parallel anyway; two at once hide the reading. */
const DECODED_AT_ONCE = 2;

/** `skipped` rows name no file. */
export async function checkPictures(files: PictureFiles, depth: CheckDepth, skipped: ReadonlySet<number> = new Set()): Promise<PictureCheck> {
  const check = new Check(files, skipped);
  if (depth !== 'none') await check.readHeaders();
  if (depth === 'full') await check.decodeAll();
  return check.result();
}

class Check {
  private readonly problems = new Map<number, Diagnostic>();
  private readonly sizes = new Map<string, number>();
  private readonly bytes = new Map<number, number>();
  private readonly prints = new Map<number, PicturePrint>();
  private readonly notes: Diagnostic[] = [];
  private pixels = 0;
  private hasColour = false;

  constructor(private readonly files: PictureFiles, private readonly skipped: ReadonlySet<number>) {}

  async readHeaders(): Promise<void> {
    const { files } = this;
    const sampled = files.count > HEADERS_READ;
    const step = sampled ? files.count / HEADERS_SAMPLED : 1;
    const looks = sampled ? HEADERS_SAMPLED : files.count;
    if (sampled) {
      this.notes.push(note('headers-sampled', `Of ${count(files.count, 'picture')}, ${looks.toLocaleString('en')} were opened to learn their size; damaged ones are reported when training reaches them, and copies across splits were not searched.`));
    }
    await inParallel(looks, OPEN_FILES, async (index) => {
      const row = Math.floor(index * step);
      await this.attempt(row, async () => {
        const { width, height, channels, bytes } = await readPictureHeader(files.pathOf(row), files.nameOf(row));
        const size = `${height}×${width}`;
        this.sizes.set(size, (this.sizes.get(size) ?? 0) + 1);
        this.pixels += width * height;
        this.hasColour ||= channels === 3;
        // Copies found in a sample would be mistaken for all there are.
        if (!sampled) this.bytes.set(row, bytes);
      });
    });
  }

  async decodeAll(): Promise<void> {
    const { files } = this;
    if (files.count > HEADERS_READ) return;
    if (files.count > FULL_CHECK_PICTURES || this.pixels > FULL_CHECK_PIXELS) {
      this.notes.push(note('contents-unchecked', `These pictures are too many or too large (${Math.round(this.pixels / 1e6).toLocaleString('en')} megapixels) to be decoded in advance; damaged ones are reported when training reaches them, and near copies were not searched.`));
      return;
    }
    await inParallel(files.count, DECODED_AT_ONCE, async (row) => {
      if (this.problems.has(row)) return;
      await this.attempt(row, async () => {
        const bytes = await readBytes(files.pathOf(row), files.nameOf(row));
        const pixels = await decodeImage(bytes, files.nameOf(row));
        this.prints.set(row, printOf(pixels, createHash('sha256').update(bytes).digest('base64')));
      });
    });
  }

  private async attempt(row: number, work: () => Promise<void>): Promise<void> {
    if (this.skipped.has(row)) return;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof LoomError)) throw error;
      this.problems.set(row, { ...error.diagnostics[0]!, severity: 'warning' });
    }
  }

  result(): PictureCheck {
    const unreadable = [...this.problems.keys()].sort((a, b) => a - b);
    const findings = [...this.notes, ...unreadable.slice(0, LISTED_FILES).map((row) => this.problems.get(row)!)];
    if (unreadable.length > LISTED_FILES) {
      findings.push(warning('more-unreadable', `${(unreadable.length - LISTED_FILES).toLocaleString('en')} more pictures cannot be read.`));
    }
    return { unreadable: new Set(unreadable), findings, image: this.image(), prints: this.prints, bytes: this.bytes };
  }

  private image(): Column['image'] {
    const [most] = [...this.sizes].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
    if (!most) return undefined;
    const [height, width] = most[0].split('×').map(Number) as [number, number];
    return { height, width, channels: this.hasColour ? 3 : 1 };
  }
}
