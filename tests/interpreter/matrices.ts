/** Matrix products. */
import type { GemmAttributes } from '../../engine/ops/gemm';
import type { FusedMatMulAttributes } from '../../engine/ops/fused-matmul';
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

/** com.microsoft FusedMatMul: the last two axes change places where the flag says so. */
export function fusedMatmul(a: NdArray, b: NdArray, { transA, transB }: FusedMatMulAttributes): NdArray {
  return matmul(transA ? transposed(a) : a, transB ? transposed(b) : b);
}

function transposed(x: NdArray): NdArray {
  const [lead, [rows, columns]] = [x.shape.slice(0, -2), x.shape.slice(-2) as [number, number]];
  return fill([...lead, columns, rows], (position) => at(x, [...position.slice(0, -2), position.at(-1)!, position.at(-2)!]));
}
