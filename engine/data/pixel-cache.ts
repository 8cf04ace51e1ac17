/**
 * Pictures as they are after resizing, kept as bytes, so that a small data set is decoded once and not once per epoch. The
 * memory is shared between data workers. No locks: two workers that miss at the same time write the same bytes.
 */
import type { Pixels } from './dataset';
import type { ImageShape } from './preprocess';

const READY = 1;

/** What a worker needs to attach to the cache. */
export interface SharedPixels {
  readonly shapes: readonly ImageShape[];
  readonly capacity: number;
  readonly state: SharedArrayBuffer;
  readonly bytes: SharedArrayBuffer;
}

export class PixelCache {
  private readonly state: Uint8Array;
  private readonly bytes: Uint8Array;
  private readonly offsets: readonly number[];
  private readonly rowBytes: number;

  constructor(readonly shared: SharedPixels) {
    this.state = new Uint8Array(shared.state);
    this.bytes = new Uint8Array(shared.bytes);
    const sizes = shared.shapes.map(sizeOf);
    this.offsets = sizes.map((_, index) => sizes.slice(0, index).reduce((a, b) => a + b, 0));
    this.rowBytes = sizes.reduce((a, b) => a + b, 0);
  }

  /**
   * A cache for the first rows that fit `budget` bytes; `shapes` has one entry per picture of a row. Rows are never
   * thrown out: epochs visit all rows in turn, and the least recently used row is the next one needed.
   */
  static create(rowCount: number, shapes: readonly ImageShape[], budget: number): PixelCache {
    const rowBytes = shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
    const capacity = rowBytes === 0 ? 0 : Math.min(rowCount, Math.floor(budget / (rowBytes + shapes.length)));
    return new PixelCache({ shapes, capacity, state: new SharedArrayBuffer(capacity * shapes.length), bytes: new SharedArrayBuffer(capacity * rowBytes) });
  }

  /** The cached picture as a view: not to be written to. */
  get(row: number, picture: number): Pixels | undefined {
    if (row >= this.shared.capacity || Atomics.load(this.state, row * this.offsets.length + picture) !== READY) return undefined;
    const shape = this.shared.shapes[picture]!;
    const start = row * this.rowBytes + this.offsets[picture]!;
    return { ...shape, data: this.bytes.subarray(start, start + sizeOf(shape)) };
  }

  set(row: number, picture: number, pixels: Pixels): void {
    if (row >= this.shared.capacity) return;
    this.bytes.set(pixels.data, row * this.rowBytes + this.offsets[picture]!);
    Atomics.store(this.state, row * this.offsets.length + picture, READY);
  }
}

function sizeOf({ channels, height, width }: ImageShape): number {
  return channels * height * width;
}
