/**
 * What was read of a row: numbers, labels, and pictures as they are after resizing, kept as bytes, so that a small data set
 * is decoded once and not once per epoch. The memory is shared between data workers. No locks: two workers that miss at
 * the same time write the same values, and a slot is marked only after it is filled.
 */
import type { Pixels } from './dataset';
import type { ImageShape } from './preprocess';

/** What is kept of every row. */
export interface RowLayout {
  readonly pictures: readonly ImageShape[];
  readonly scalars: number;
}

/** What a worker needs to attach to the cache. */
export interface SharedRows {
  readonly layout: RowLayout;
  /** Rows 0 … capacity − 1 are kept. */
  readonly capacity: number;
  /** One byte per slot, 1 once it is filled: first the pictures of all rows, then the scalars. */
  readonly filled: SharedArrayBuffer;
  readonly pictures: SharedArrayBuffer;
  readonly scalars: SharedArrayBuffer;
}

export class RowCache {
  private readonly filled: Uint8Array;
  private readonly bytes: Uint8Array;
  private readonly values: Float64Array;
  private readonly sizes: readonly number[];
  private readonly offsets: readonly number[];
  private readonly rowBytes: number;

  constructor(readonly shared: SharedRows) {
    this.filled = new Uint8Array(shared.filled);
    this.bytes = new Uint8Array(shared.pictures);
    this.values = new Float64Array(shared.scalars);
    this.sizes = shared.layout.pictures.map(sizeOf);
    this.offsets = this.sizes.map((_, index) => sum(this.sizes.slice(0, index)));
    this.rowBytes = sum(this.sizes);
  }

  /**
   * A cache for the first rows that fit `budget` bytes. Rows are never thrown out: epochs visit all rows in turn, and the
   * least recently used row is the next one needed.
   */
  static create(rowCount: number, layout: RowLayout, budget: number): RowCache {
    const rowBytes = sum(layout.pictures.map(sizeOf));
    const slots = layout.pictures.length + layout.scalars;
    const capacity = slots === 0 ? 0 : Math.min(rowCount, Math.floor(budget / (rowBytes + slots + layout.scalars * 8)));
    return new RowCache({
      layout, capacity, filled: new SharedArrayBuffer(capacity * slots),
      pictures: new SharedArrayBuffer(capacity * rowBytes), scalars: new SharedArrayBuffer(capacity * layout.scalars * 8),
    });
  }

  /** The kept picture, as a view that must not be written to. */
  picture(row: number, index: number): Pixels | undefined {
    const { capacity, layout } = this.shared;
    if (row >= capacity || Atomics.load(this.filled, row * this.sizes.length + index) === 0) return undefined;
    const start = row * this.rowBytes + this.offsets[index]!;
    return { ...layout.pictures[index]!, data: this.bytes.subarray(start, start + this.sizes[index]!) };
  }

  keepPicture(row: number, index: number, pixels: Pixels): void {
    if (row >= this.shared.capacity) return;
    this.bytes.set(pixels.data, row * this.rowBytes + this.offsets[index]!);
    Atomics.store(this.filled, row * this.sizes.length + index, 1);
  }

  scalarOf(row: number, index: number): number | undefined {
    return row < this.shared.capacity && Atomics.load(this.filled, this.scalarSlot(row, index)) === 1 ? this.values[row * this.shared.layout.scalars + index] : undefined;
  }

  keepScalar(row: number, index: number, value: number): void {
    if (row >= this.shared.capacity) return;
    this.values[row * this.shared.layout.scalars + index] = value;
    Atomics.store(this.filled, this.scalarSlot(row, index), 1);
  }

  private scalarSlot(row: number, index: number): number {
    const { capacity, layout } = this.shared;
    return capacity * this.sizes.length + row * layout.scalars + index;
  }
}

function sizeOf({ channels, height, width }: ImageShape): number {
  return channels * height * width;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
