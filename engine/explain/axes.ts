/** What the axes of a tensor are called. */
import { BATCH, type Shape } from '../core/shape';

/** Of a value that flows from box to box, with the batch axis: pictures are channels first. */
export function valueAxes(shape: Shape): string[] {
  if (shape[0] !== BATCH) return shape.map((_, axis) => `axis ${axis + 1}`);
  return ['batch', ...sampleAxes(shape.length - 1)];
}

function sampleAxes(rank: number): string[] {
  switch (rank) {
    case 1:
      return ['unit'];
    case 2:
      return ['step', 'value'];
    case 3:
      return ['channel', 'row', 'column'];
    default:
      return Array.from({ length: rank }, (_, axis) => `axis ${axis + 1}`);
  }
}

/** Of a tensor that a layer owns. */
export function tensorAxes(shape: Shape, layerType: string): string[] {
  const own = layerType.includes('transpose') ? ['channel', 'filter'] : ['filter', 'channel'];
  const within = { 3: ['step'], 4: ['row', 'column'], 5: ['depth', 'row', 'column'] }[shape.length];
  if (within) return [...own, ...within];
  if (shape.length === 2) return ['unit', 'input'];
  return shape.map(() => (shape.length === 1 ? (layerType === 'dense' ? 'unit' : 'channel') : 'axis'));
}
