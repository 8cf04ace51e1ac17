/** The kind of a box: what its colour says, everywhere the same. */
import { BLOCK_TYPE } from '../../engine/document/model';
import type { Category } from '../../engine/layers/define-layer';
import { findLayer } from '../../engine/layers/index';

export type Kind = 'input' | 'output' | 'dense' | 'conv' | 'pool' | 'activation' | 'norm' | 'regularization' | 'merge' | 'shape' | 'block' | 'unknown';

const KIND_OF_CATEGORY: Readonly<Record<Exclude<Category, 'input-output'>, Kind>> = {
  core: 'dense',
  convolution: 'conv',
  pooling: 'pool',
  activation: 'activation',
  normalization: 'norm',
  attention: 'dense',
  recurrent: 'dense',
  detection: 'output',
  regularization: 'regularization',
  merge: 'merge',
  shape: 'shape',
};

export const CATEGORY_TITLES: Readonly<Record<Category, string>> = {
  'input-output': 'Input and output',
  core: 'Core',
  convolution: 'Convolution',
  pooling: 'Pooling',
  activation: 'Activation',
  normalization: 'Normalization',
  attention: 'Attention',
  recurrent: 'Recurrent',
  detection: 'Detection',
  regularization: 'Regularization',
  merge: 'Merge',
  shape: 'Shape',
};

export function kindOf(type: string): Kind {
  if (type === BLOCK_TYPE) return 'block';
  const layer = findLayer(type);
  if (!layer) return 'unknown';
  return layer.category === 'input-output' ? (layer.source ? 'input' : 'output') : KIND_OF_CATEGORY[layer.category];
}

export function kindColor(kind: Kind): string {
  return `var(--kind-${kind})`;
}
