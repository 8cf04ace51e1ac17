import { formatShape, staticDim } from '../core/shape';
import { scatterAlong } from './axis-matrix';
import { definePrimitive, OpShapeError } from './define-op';

/** What stands outside: a constant, the tensor mirrored without its edge, its edge repeated, or the tensor over again. */
export type PadMode = 'constant' | 'reflect' | 'edge' | 'wrap';

/** `value` is read in mode `constant`, which is the mode where none is named. */
export type PadAttributes = { readonly pads: readonly number[]; readonly value: number; readonly mode?: PadMode };

/** `pads` lists the elements before each axis, then those after each axis. */
export const pad = definePrimitive<PadAttributes>({
  name: 'Pad',
  summary: 'surrounds a tensor with a constant, or with elements of its own (ONNX Pad)',
  infer: ([x], { pads, mode = 'constant' }) => {
    const rank = x!.shape.length;
    const reach = { constant: Infinity, reflect: -1, edge: Infinity, wrap: 0 }[mode];
    const fits = pads.length === 2 * rank && pads.every((pad, index) => {
      const dim = x!.shape[index % rank]!;
      return pad === 0 || (pad > 0 && typeof dim === 'number' && pad <= dim + reach);
    });
    if (!fits) throw new OpShapeError(`cannot pad ${formatShape(x!.shape)} by [${pads.join(', ')}]${mode === 'constant' ? '' : ` (${mode})`}`);
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
  gradient: ({ builder, inputs, outputGradients: [dy], attributes: { pads, mode = 'constant' } }) => {
    if (!dy) return [null];
    const shape = inputs[0]!.shape;
    const axes = shape.flatMap((_, axis) => (pads[axis]! + pads[axis + shape.length]! > 0 ? [axis] : []));
    if (axes.length === 0) return [dy];
    if (mode !== 'constant') {
      return [
        axes.reduce((value, axis) => {
          const size = staticDim(shape[axis]!);
          const sources = Array.from({ length: staticDim(dy.shape[axis]!) }, (_, at) => paddedSource(at - pads[axis]!, size, mode));
          return scatterAlong(builder, value, axis, sources, size);
        }, dy),
      ];
    }
    const starts = axes.map((axis) => pads[axis]!);
    const ends = axes.map((axis) => pads[axis]! + staticDim(shape[axis]!));
    return [builder.one('Slice', [dy], { starts, ends, axes, steps: axes.map(() => 1) })];
  },
  emit: ({ emitter, inputNames, attributes: { pads, value, mode = 'constant' } }) =>
    mode === 'constant'
      ? emitter.node('Pad', [inputNames[0]!, emitter.int64s(pads), emitter.float(value)])
      : emitter.node('Pad', [inputNames[0]!, emitter.int64s(pads)], { mode: { string: mode } }),
});

/** The element of an axis of `size` that stands at place `at`, which may lie outside. */
export function paddedSource(at: number, size: number, mode: Exclude<PadMode, 'constant'>): number {
  if (mode === 'edge') return Math.min(Math.max(at, 0), size - 1);
  if (mode === 'wrap') return (at + size) % size;
  return at < 0 ? -at : at >= size ? 2 * (size - 1) - at : at;
}
