/** How much of the input one value of a layer sees. */
import type { Shape } from '../core/shape';
import type { ReceptiveWindow } from '../layers/define-layer';

export interface ReceptiveField {
  /** Cells of the input per spatial axis. */
  readonly size: readonly number[];
  /** Distance in the input between neighbouring values. */
  readonly jump: readonly number[];
  /** Size of the whole input. */
  readonly input: readonly number[];
}

/** The field of an Input node; undefined where there are no spatial axes. */
export function inputField(shape: Shape): ReceptiveField | undefined {
  const axes = spatial(shape);
  return axes.length === 0 ? undefined : { size: axes.map(() => 1), jump: axes.map(() => 1), input: axes };
}

/** r′ = r + d(k − 1)·j and j′ = j·s per axis. */
export function throughWindow(field: ReceptiveField, { kernel, stride, dilation }: ReceptiveWindow): ReceptiveField {
  return {
    ...field,
    size: field.size.map((size, axis) => size + dilation[axis]! * (kernel[axis]! - 1) * field.jump[axis]!),
    jump: field.jump.map((jump, axis) => jump * stride[axis]!),
  };
}

/** The field of something that mixes all positions of its input. */
export function wholeInput({ input }: ReceptiveField): ReceptiveField {
  return { size: input, jump: input.map(() => 0), input };
}

/** The union of several operands, as far as sizes tell. */
export function widest(fields: readonly ReceptiveField[]): ReceptiveField | undefined {
  return fields.reduce<ReceptiveField | undefined>((best, field) => {
    if (!best) return field;
    const product = ({ size }: ReceptiveField) => size.reduce((a, b) => a * b, 1);
    return product(field) > product(best) ? field : best;
  }, undefined);
}

/** Height and width of a picture, the steps of a sequence, nothing for a vector. */
export function spatial(shape: Shape): number[] {
  const axes = shape.length === 2 ? shape.slice(0, 1) : shape.slice(1);
  return axes.flatMap((dim) => (typeof dim === 'number' ? [dim] : []));
}
