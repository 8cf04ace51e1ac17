/** From maps to a row of places. */
import { staticDim } from '../../../core/shape';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';

/** Maps [N, A·K, h, w] side by side as [N, K, R], in the order of places. */
export function joinCells(b: Builder, maps: readonly Value[], anchorsPerCell: number): Value {
  const rows = maps.map((map) => {
    const [batch, all, height, width] = map.shape;
    const [each, cells] = [staticDim(all!) / anchorsPerCell, staticDim(height!) * staticDim(width!)];
    const apart = b.transpose(b.reshape(map, [batch!, anchorsPerCell, each, cells]), [0, 2, 1, 3]);
    return b.reshape(apart, [batch!, each, anchorsPerCell * cells]);
  });
  return rows.length === 1 ? rows[0]! : b.concat(rows, 2);
}
