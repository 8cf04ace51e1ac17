/** A number of a layer as the window writes it, with its unit. */
import type { Quantity } from '../../engine/explain/sizes/explain-size';
import type { InferredNode } from '../../engine/infer/infer-network';
import { formatBytes, plural, shapeText } from '../network/text';
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
