import { formatShape, type Dim } from '../core/shape';
import { definePrimitive, OpShapeError, type InputGradients } from './define-op';

export type GemmAttributes = { readonly transA: boolean; readonly transB: boolean };

/** op(A)·op(B) (+ C): op transposes where the flag says so; the optional C is a bias broadcast to the result. */
export const gemm = definePrimitive<GemmAttributes>({
  name: 'Gemm',
  summary: 'y = op(A)·op(B) + C for matrices (ONNX Gemm with α = β = 1)',
  infer: ([a, b, c], { transA, transB }) => {
    const [rows, inner] = orient(a!.shape, transA);
    const [innerB, columns] = orient(b!.shape, transB);
    const fits = a!.shape.length === 2 && b!.shape.length === 2 && inner === innerB && (!c || isBias(c.shape, rows!, columns!));
    if (!fits) throw new OpShapeError(`Gemm cannot combine ${[a, b, c].flatMap((x) => (x ? [formatShape(x.shape)] : [])).join(', ')}`);
    return [{ dtype: a!.dtype, shape: [rows!, columns!] }];
  },
  gradient: ({ builder, inputs, outputGradients: [dy], attributes: { transA, transB }, needed }): InputGradients => {
    if (!dy) return inputs.map(() => null);
    const [a, b, c] = inputs as [typeof dy, typeof dy, typeof dy | undefined];
    const product = (left: typeof dy, right: typeof dy, transLeft: boolean, transRight: boolean) =>
      builder.one('Gemm', [left, right], { transA: transLeft, transB: transRight });
    const da = transA ? () => product(b, dy, transB, true) : () => product(dy, b, false, !transB);
    const db = transB ? () => product(dy, a, true, transA) : () => product(a, dy, !transA, false);
    const gradients = [needed[0] ? da() : null, needed[1] ? db() : null];
    return c ? [...gradients, needed[2] ? builder.sumTo(dy, c.shape) : null] : gradients;
  },
  emit: ({ emitter, inputNames, attributes: { transA, transB } }) =>
    emitter.node('Gemm', inputNames, { transA: { int: transA ? 1 : 0 }, transB: { int: transB ? 1 : 0 } }),
});

/** The whole result, or a row that is added to each of its rows. */
function isBias(shape: readonly Dim[], rows: Dim, columns: Dim): boolean {
  const [height, width] = shape.length === 1 ? [1, shape[0]] : shape;
  return shape.length <= 2 && width === columns && (height === 1 || height === rows);
}

function orient(shape: readonly Dim[], transposed: boolean): readonly Dim[] {
  return transposed ? [...shape].reverse() : shape;
}
