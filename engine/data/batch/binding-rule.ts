/** How cells of one kind become a tensor: one file per kind of binding. */
import type { Tensor } from '../../core/dtype';
import type { RandomStream } from '../../core/random';
import type { Tile } from '../augment/mix';
import type { Binding } from '../bindings';
import type { Cell, ColumnKind, Pixels } from '../dataset';
import type { RowLayout } from '../row-cache';

/** What is kept of a cell between epochs: fitted to its final size, before anything is drawn. */
export interface Kept {
  readonly pictures: readonly Pixels[];
  readonly numbers: readonly Float64Array[];
}

export interface BindingRule<B extends Binding = Binding> {
  readonly columnKind: ColumnKind;
  /** Sizes of what `fit` gives. Throws where the steps of a picture leave its shape open. */
  layout(binding: B): RowLayout;
  /** An empty tensor for so many rows. */
  tensor(binding: B, rows: number): Tensor;
  /** Throws LoomError where the cell holds less than the binding asks for. */
  fit(cell: Cell, binding: B): Kept;
  /** Parts of four rows as one. What has no `mosaic` or `mixup` cannot be augmented so. */
  mosaic?(parts: readonly Kept[], tiles: readonly Tile[], binding: B): Kept;
  /** Two rows on top of each other; the second counts `over`. */
  mixup?(first: Kept, second: Kept, over: number, binding: B): Kept;
  /** Fills row `place` of the tensor. `random` is the stream of the picture in its epoch, where it is to be augmented. */
  write(kept: Kept, binding: B, data: Tensor['data'], place: number, random: RandomStream | undefined): void;
}

export function numbersAlone(...numbers: Float64Array[]): Kept {
  return { pictures: [], numbers };
}
