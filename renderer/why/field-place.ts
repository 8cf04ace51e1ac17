/** Which cells of a layer see which part of the input: for drawing a receptive field and for choosing one. */
import { fieldOf, type FieldSpan, type FieldStep } from '../../engine/explain/sizes/field-formula';
import { spatial } from '../../engine/infer/receptive-field';

/** How many values there are per spatial axis; one where the axes have ended. */
function cellsOf({ node, field }: FieldStep): readonly number[] {
  const own = spatial(node.sizes!.outputs[0] ?? node.sizes!.inputs[0] ?? []);
  return own.length === field.size.length ? own : field.size.map(() => 1);
}

export function middleCell(step: FieldStep): readonly number[] {
  return cellsOf(step).map((count) => Math.floor((count - 1) / 2));
}

/** The cell whose field lies nearest around a place of the input. */
export function cellAround(step: FieldStep, place: readonly number[]): readonly number[] {
  const { field, start } = step;
  return cellsOf(step).map((count, axis) => {
    const jump = field.jump[axis]!;
    const cell = jump === 0 ? 0 : Math.round((place[axis]! - start[axis]! - field.size[axis]! / 2) / jump);
    return inside(cell, count);
  });
}

export function cellBeside(step: FieldStep, cell: readonly number[], by: readonly number[]): readonly number[] {
  return cellsOf(step).map((count, axis) => inside((cell[axis] ?? 0) + (by[axis] ?? 0), count));
}

function inside(cell: number, count: number): number {
  return Math.min(count - 1, Math.max(0, cell));
}

export function middleOfField(spans: readonly FieldSpan[]): readonly number[] {
  return spans.map(({ from, size }) => from + size / 2);
}

/** What an earlier layer sees from where the chosen value looks. */
export function fieldAround(step: FieldStep, spans: readonly FieldSpan[]): readonly FieldSpan[] {
  return fieldOf(step, cellAround(step, middleOfField(spans)));
}

/** “rows 2 to 15 and columns 4 to 17, of which 2 rows lie on padding”. */
export function spanText(spans: readonly FieldSpan[], input: readonly number[]): string {
  const names = spans.length === 2 ? ['row', 'column'] : ['step'];
  const parts = spans.map(({ from, size }, axis) => {
    const [first, last] = [Math.max(0, from), Math.min(input[axis]!, from + size) - 1];
    return first === last ? `${names[axis]} ${first}` : `${names[axis]}s ${first} to ${last}`;
  });
  const outside = spans.map(({ from, size }, axis) => Math.max(0, -from) + Math.max(0, from + size - input[axis]!));
  return `${parts.join(' and ')}${outside.some((cells) => cells > 0) ? ', and zeros of the padding' : ''}`;
}

/** One number where the axes agree. */
export function axesText(values: readonly number[], joint = ' × '): string {
  const written = values.map((value) => String(Number(value.toPrecision(4))).replace('-', '−'));
  return new Set(written).size === 1 ? written[0]! : written.join(joint);
}
