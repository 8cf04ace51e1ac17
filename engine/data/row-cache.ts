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
  /** How many numbers each slot holds: one of a scalar, several of boxes and points. */
  readonly numbers: readonly number[];
}

/** What a worker needs to attach to the cache. */
export interface SharedRows {
  readonly layout: RowLayout;
  /** Rows 0 … capacity − 1 are kept. */
  readonly capacity: number;
  /** One byte per slot, 1 once it is filled: first the pictures of all rows, then the numbers. */
  readonly filled: SharedArrayBuffer;
  readonly pictures: SharedArrayBuffer;
  readonly numbers: SharedArrayBuffer;
}

export class RowCache {
  private readonly filled: Uint8Array;
  private readonly bytes: Uint8Array;
  private readonly values: Float64Array;
  private readonly pictureSizes: readonly number[];
  private readonly pictureStarts: readonly number[];
  private readonly numberStarts: readonly number[];
  private readonly rowBytes: number;
  private readonly rowNumbers: number;

  constructor(readonly shared: SharedRows) {
    const { pictures, numbers } = shared.layout;
    this.filled = new Uint8Array(shared.filled);
    this.bytes = new Uint8Array(shared.pictures);
    this.values = new Float64Array(shared.numbers);
    this.pictureSizes = pictures.map(sizeOf);
    this.pictureStarts = starts(this.pictureSizes);
    this.numberStarts = starts(numbers);
    this.rowBytes = sum(this.pictureSizes);
    this.rowNumbers = sum(numbers);
  }

  /**
   * A cache for the first rows that fit `budget` bytes. Rows are never thrown out: epochs visit all rows in turn, and the
   * least recently used row is the next one needed.
   */
  static create(rowCount: number, layout: RowLayout, budget: number): RowCache {
    const rowBytes = sum(layout.pictures.map(sizeOf));
    const numberBytes = sum(layout.numbers) * Float64Array.BYTES_PER_ELEMENT;
    const slots = layout.pictures.length + layout.numbers.length;
    const capacity = slots === 0 ? 0 : Math.min(rowCount, Math.floor(budget / (rowBytes + slots + numberBytes)));
    return new RowCache({
      layout, capacity, filled: new SharedArrayBuffer(capacity * slots),
      pictures: new SharedArrayBuffer(capacity * rowBytes), numbers: new SharedArrayBuffer(capacity * numberBytes),
    });
  }

  /** The kept picture, as a view that must not be written to. */
  picture(row: number, index: number): Pixels | undefined {
    const { capacity, layout } = this.shared;
    if (row >= capacity || Atomics.load(this.filled, row * this.pictureSizes.length + index) === 0) return undefined;
    const start = row * this.rowBytes + this.pictureStarts[index]!;
    return { ...layout.pictures[index]!, data: this.bytes.subarray(start, start + this.pictureSizes[index]!) };
  }

  keepPicture(row: number, index: number, pixels: Pixels): void {
    if (row >= this.shared.capacity) return;
    this.bytes.set(pixels.data, row * this.rowBytes + this.pictureStarts[index]!);
    Atomics.store(this.filled, row * this.pictureSizes.length + index, 1);
  }

  /** The kept numbers, as a view that must not be written to. */
  numbers(row: number, index: number): Float64Array | undefined {
    if (row >= this.shared.capacity || Atomics.load(this.filled, this.numberSlot(row, index)) === 0) return undefined;
    const start = row * this.rowNumbers + this.numberStarts[index]!;
    return this.values.subarray(start, start + this.shared.layout.numbers[index]!);
  }

  keepNumbers(row: number, index: number, numbers: Float64Array): void {
    if (row >= this.shared.capacity) return;
    this.values.set(numbers, row * this.rowNumbers + this.numberStarts[index]!);
    Atomics.store(this.filled, this.numberSlot(row, index), 1);
  }

  private numberSlot(row: number, index: number): number {
    const { capacity, layout } = this.shared;
    return capacity * this.pictureSizes.length + row * layout.numbers.length + index;
  }
}

/** Where each of several parts begins when they stand one after another. */
function starts(sizes: readonly number[]): number[] {
  return sizes.map((_, index) => sum(sizes.slice(0, index)));
}

function sizeOf({ channels, height, width }: ImageShape): number {
  return channels * height * width;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
