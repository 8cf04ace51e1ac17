import type { Shape } from '../../../engine/core/shape';
import { tensor } from '../op-case';

const matmul = (title: string, a: Shape, b: Shape) => ({ title, operands: [tensor(a), tensor(b)], attributes: {} });
const gemm = (title: string, transA: boolean, transB: boolean, ...shapes: Shape[]) => ({
  title,
  operands: shapes.map((shape) => tensor(shape)),
  attributes: { transA, transB },
});

const fused = (title: string, transA: boolean, transB: boolean, a: Shape, b: Shape) => ({ title, operands: [tensor(a), tensor(b)], attributes: { transA, transB } });

export const matrixOps = {
  FusedMatMul: [
    fused('left transposed', true, false, ['N', 3, 2], ['N', 3, 4]),
    fused('right transposed', false, true, ['N', 2, 2, 3], ['N', 2, 4, 3]),
    fused('both transposed, broadcast', true, true, [2, 1, 3, 2], [1, 3, 4, 3]),
  ],
  MatMul: [
    matmul('matrices', ['N', 3], [3, 2]),
    matmul('batch of matrices', ['N', 2, 3], ['N', 3, 4]),
    matmul('shared on the right', ['N', 2, 3], [3, 2]),
    matmul('shared on the left', [2, 3], ['N', 3, 2]),
    matmul('batch axes broadcast both ways', [2, 1, 2, 3], [1, 3, 3, 2]),
    matmul('heads', ['N', 2, 3, 4], ['N', 2, 4, 3]),
    matmul('outer product', [3, 1], [1, 4]),
    matmul('inner product', [1, 4], [4, 1]),
  ],
  Gemm: [
    gemm('dense with bias', false, true, ['N', 3], [2, 3], [2]),
    gemm('dense without bias', false, true, ['N', 3], [2, 3]),
    gemm('plain', false, false, [2, 3], [3, 4]),
    gemm('left transposed', true, false, [3, 2], [3, 4], [4]),
    gemm('both transposed', true, true, [3, 2], [4, 3], [1, 4]),
    gemm('full addend', false, false, ['N', 2], [2, 3], ['N', 3]),
  ],
};
