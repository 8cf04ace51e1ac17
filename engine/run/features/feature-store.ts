/**
 * Features on the disk of a run: for every row of its data the numbers at the border of the frozen part, side by side. A
 * file of bare float32 values, and beside it a few lines of JSON that are written last: without them it is not whole.
 */
import { open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Diagnostic } from '../../core/diagnostic';
import { writeFileAtomically } from '../../files/atomic-write';
import { explaining } from '../../files/file-problem';
import { makeFolder } from '../../files/make-folder';

export interface FeatureShape {
  /** What they were computed with, as a hash. */
  readonly key: string;
  /** Rows of the data set that have features, in ascending order. */
  readonly rows: Uint32Array;
  /** Numbers of one row. */
  readonly width: number;
}

/** Held in memory unless a caller says otherwise. */
const MEMORY_BYTES = 256 * 2 ** 20;
const BYTES = Float32Array.BYTES_PER_ELEMENT;

const folderOf = (run: string): string => join(run, 'features');
const valuesOf = (run: string, key: string): string => join(folderOf(run), `${key}.f32`);
const headOf = (run: string, key: string): string => join(folderOf(run), `${key}.json`);

const headSchema = z.object({ version: z.literal(1), rows: z.int().min(0), width: z.int().min(1), unreadable: z.array(z.tuple([z.int().min(0), z.custom<Diagnostic>()])) });

/** Bytes that the features take on the disk. */
export function featureBytes({ rows, width }: Pick<FeatureShape, 'rows' | 'width'>): number {
  return rows.length * width * BYTES;
}

export async function removeFeatures(run: string): Promise<void> {
  await rm(folderOf(run), { recursive: true, force: true });
}

/** Takes features batch after batch, in the order of the rows. */
export class FeatureWriter {
  private readonly unreadable: [number, Diagnostic][] = [];
  /** Rows written. */
  private done = 0;

  private constructor(private readonly run: string, private readonly shape: FeatureShape, private readonly file: FileHandle) {}

  /** Whatever features the run had before go. Throws LoomError where there is no room. */
  static async create(run: string, shape: FeatureShape): Promise<FeatureWriter> {
    await removeFeatures(run);
    const path = valuesOf(run, shape.key);
    return explaining(path, 'written', async () => {
      await makeFolder(folderOf(run));
      return new FeatureWriter(run, shape, await open(path, 'wx'));
    });
  }

  /** Values of the next rows; those that could not be read stand there as zeros, and why. */
  async add(values: Float32Array, unreadable: readonly (readonly [row: number, why: Diagnostic])[]): Promise<void> {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const start = this.done * this.shape.width * BYTES;
    await explaining(valuesOf(this.run, this.shape.key), 'written', async () => {
      for (let offset = 0; offset < bytes.length; ) offset += (await this.file.write(bytes, offset, bytes.length - offset, start + offset)).bytesWritten;
    });
    this.done += values.length / this.shape.width;
    this.unreadable.push(...unreadable.map(([row, why]): [number, Diagnostic] => [row, why]));
  }

  async finish(): Promise<void> {
    const { key, rows, width } = this.shape;
    await explaining(valuesOf(this.run, key), 'written', () => this.file.sync());
    await this.file.close();
    const head = { version: 1, rows: rows.length, width, unreadable: this.unreadable };
    await writeFileAtomically(headOf(this.run, key), [new TextEncoder().encode(JSON.stringify(head))]);
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    await this.file.close().catch(() => undefined);
    await removeFeatures(this.run);
  }
}

export class FeatureStore {
  /** Where each row of the data set stands; −1 where it has no features. */
  private readonly places: Int32Array;

  private constructor(private readonly shape: FeatureShape, private readonly file: FileHandle, private readonly memory: Float32Array | undefined, readonly unreadable: ReadonlyMap<number, Diagnostic>, rowCount: number) {
    this.places = new Int32Array(rowCount).fill(-1);
    shape.rows.forEach((row, place) => {
      this.places[row] = place;
    });
  }

  /** Undefined where the run has none of this key, or not all of them. `rowCount` is that of the data set; up to `memoryBytes` are held in memory. */
  static async open(run: string, shape: FeatureShape, rowCount: number, memoryBytes = MEMORY_BYTES): Promise<FeatureStore | undefined> {
    const head = await readHead(run, shape);
    if (!head) return undefined;
    const file = await open(valuesOf(run, shape.key)).catch(() => undefined);
    if (!file) return undefined;
    const bytes = featureBytes(shape);
    if ((await file.stat()).size !== bytes) {
      await file.close();
      return undefined;
    }
    const memory = bytes <= memoryBytes ? new Float32Array(bytes / BYTES) : undefined;
    if (memory) await readFully(file, memory, 0);
    return new FeatureStore(shape, file, memory, new Map(head.unreadable), rowCount);
  }

  /** The numbers of these rows, one after the other. */
  async read(rows: Uint32Array): Promise<Float32Array> {
    const { width } = this.shape;
    const values = new Float32Array(rows.length * width);
    for (const [index, row] of rows.entries()) {
      const [place, target] = [this.places[row]!, values.subarray(index * width, (index + 1) * width)];
      if (this.memory) target.set(this.memory.subarray(place * width, (place + 1) * width));
      else await readFully(this.file, target, place * width * BYTES);
    }
    return values;
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

async function readHead(run: string, { key, rows, width }: FeatureShape): Promise<z.infer<typeof headSchema> | undefined> {
  try {
    const head = headSchema.parse(JSON.parse(await readFile(headOf(run, key), 'utf8')));
    return head.rows === rows.length && head.width === width ? head : undefined;
  } catch {
    // Not there, or not whole: they are computed again.
    return undefined;
  }
}

async function readFully(file: FileHandle, values: Float32Array, position: number): Promise<void> {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let offset = 0; offset < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, offset, Math.min(bytes.length - offset, 2 ** 30), position + offset);
    if (bytesRead === 0) throw new Error('the features of the run are shorter than they were');
    offset += bytesRead;
  }
}
