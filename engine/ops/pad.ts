import { formatShape, staticDim } from '../core/shape';
import { definePrimitive, OpShapeError } from './define-op';

export type PadAttributes = { readonly pads: readonly number[]; readonly value: number };

/** `pads` lists the zeros before each axis, then those after each axis. */
export const pad = definePrimitive<PadAttributes>({
  name: 'Pad',
  summary: 'surrounds a tensor with a constant (ONNX Pad)',
  infer: ([x], { pads }) => {
    const rank = x!.shape.length;
    const fits = pads.length === 2 * rank && pads.every((pad, index) => pad === 0 || (pad > 0 && typeof x!.shape[index % rank] === 'number'));
    if (!fits) throw new OpShapeError(`cannot pad ${formatShape(x!.shape)} by [${pads.join(', ')}]`);
    return [
      {
        dtype: x!.dtype,
        shape: x!.shape.map((dim, axis) => {
          const extra = pads[axis]! + pads[axis + rank]!;
          return extra === 0 ? dim : staticDim(dim) + extra;
        }),
      },
    ];
  },
  gradient: ({ builder, inputs, outputGradients: [dy], attributes: { pads } }) => {
    if (!dy) return [null];
    const shape = inputs[0]!.shape;
    const axes = shape.flatMap((_, axis) => (pads[axis]! + pads[axis + shape.length]! > 0 ? [axis] : []));
    if (axes.length === 0) return [dy];
    const starts = axes.map((axis) => pads[axis]!);
    const ends = axes.map((axis) => pads[axis]! + staticDim(shape[axis]!));
    return [builder.one('Slice', [dy], { starts, ends, axes, steps: axes.map(() => 1) })];
  },
  emit: ({ emitter, inputNames, attributes: { pads, value } }) =>
    emitter.node('Pad', [inputNames[0]!, emitter.int64s(pads), emitter.float(value)]),
});
