/** Matrix products. */
import type { GemmAttributes } from '../../engine/ops/gemm';
import { at, broadcastAt, broadcastShape, fill, type NdArray } from './nd-array';

/** ONNX MatMul for operands of two axes or more. */
export function matmul(a: NdArray, b: NdArray): NdArray {
  const inner = a.shape.at(-1)!;
  if (inner !== b.shape.at(-2)) throw new Error(`MatMul of [${a.shape.join()}] by [${b.shape.join()}]`);
  const lead = broadcastShape([a.shape.slice(0, -2), b.shape.slice(0, -2)]);
  return fill([...lead, a.shape.at(-2)!, b.shape.at(-1)!], (position) => {
    const batch = position.slice(0, -2);
    const [row, column] = [position.at(-2)!, position.at(-1)!];
    let total = 0;
    for (let k = 0; k < inner; k++) total += broadcastAt(a, [...batch, row, k]) * broadcastAt(b, [...batch, k, column]);
    return total;
  });
}

/** ONNX Gemm with α = β = 1. */
export function gemm(a: NdArray, b: NdArray, c: NdArray | undefined, { transA, transB }: GemmAttributes): NdArray {
  const product = matmul(transA ? transposed(a) : a, transB ? transposed(b) : b);
  return c ? fill(product.shape, (position) => at(product, position) + broadcastAt(c, position)) : product;
}

function transposed(x: NdArray): NdArray {
  return fill([x.shape[1]!, x.shape[0]!], ([row, column]) => at(x, [column!, row!]));
}
