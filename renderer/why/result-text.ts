/** A number of a layer as the window writes it, with its unit. */
import type { Quantity } from '../../engine/explain/sizes/explain-size';
import type { InferredNode } from '../../engine/infer/infer-network';
import { formatBytes, formatCount, plural, shapeText } from '../network/text';
import type { ShapeOrder } from '../store/session-store';

export function resultText({ sizes, receptiveField }: InferredNode, quantity: Quantity, order: ShapeOrder): string {
  if (!sizes) return '—';
  switch (quantity) {
    case 'output':
      return shapeText(sizes.outputs[0] ?? [], order, ' × ');
    case 'parameters':
      return plural(sizes.parameters, 'parameter');
    case 'macs':
      return `${plural(sizes.macs, 'MAC')} per sample`;
    case 'field':
      return receptiveField ? `${receptiveField.size.join(' × ')} of ${receptiveField.input.join(' × ')}` : '—';
    case 'memory':
      return `${formatBytes(sizes.activationBytes)} per sample`;
  }
}

/** Without its unit, beside the same number with it. */
export function shortResult(node: InferredNode, quantity: Quantity, order: ShapeOrder): string {
  const { sizes, receptiveField } = node;
  if (quantity === 'parameters' || quantity === 'macs') return formatCount(sizes?.[quantity] ?? 0);
  return quantity === 'memory' ? formatBytes(sizes?.activationBytes ?? 0) : quantity === 'field' ? (receptiveField?.size.join(' × ') ?? '—') : resultText(node, quantity, order);
}
