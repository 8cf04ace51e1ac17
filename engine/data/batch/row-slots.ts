/** The part of a row cache that one binding uses. */
import type { RowCache } from '../row-cache';
import type { Kept } from './binding-rule';

export class RowSlots {
  constructor(
    private readonly cache: RowCache | undefined,
    private readonly firstPicture: number,
    private readonly pictures: number,
    private readonly firstNumber: number,
    private readonly numbers: number,
  ) {}

  /** Undefined unless all of it is there. */
  read(row: number): Kept | undefined {
    const { cache } = this;
    if (!cache) return undefined;
    const kept = { pictures: [] as Kept['pictures'][number][], numbers: [] as Kept['numbers'][number][] };
    for (let index = 0; index < this.pictures; index++) {
      const picture = cache.picture(row, this.firstPicture + index);
      if (!picture) return undefined;
      kept.pictures.push(picture);
    }
    for (let index = 0; index < this.numbers; index++) {
      const numbers = cache.numbers(row, this.firstNumber + index);
      if (!numbers) return undefined;
      kept.numbers.push(numbers);
    }
    return kept;
  }

  keep(row: number, { pictures, numbers }: Kept): void {
    for (const [index, picture] of pictures.entries()) this.cache?.keepPicture(row, this.firstPicture + index, picture);
    for (const [index, values] of numbers.entries()) this.cache?.keepNumbers(row, this.firstNumber + index, values);
  }
}
