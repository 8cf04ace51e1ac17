/** The random changes one can choose, with what their numbers mean. */
import type { Augmentation } from '../../engine/data/augment/augmentation';

export interface AugmentationField {
  readonly name: string;
  readonly label: string;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** How the number is written. */
  readonly unit: '%' | '°' | '×';
}

export interface AugmentationKind {
  readonly kind: Augmentation['kind'];
  readonly title: string;
  readonly help: string;
  /** How it begins when it is switched on. */
  readonly usual: Augmentation;
  readonly fields: readonly AugmentationField[];
}

const share = (name: string, label: string, least = 0, most = 1): AugmentationField => ({ name, label, least, most, step: 0.01, unit: '%' });

export const AUGMENTATION_KINDS: readonly AugmentationKind[] = [
  { kind: 'flip-horizontal', title: 'Flip left to right', help: 'Not for letters and digits: a mirrored one is another sign', usual: { kind: 'flip-horizontal', probability: 0.5 }, fields: [share('probability', 'How often')] },
  { kind: 'flip-vertical', title: 'Flip upside down', help: 'For pictures from above, such as cells or maps', usual: { kind: 'flip-vertical', probability: 0.5 }, fields: [share('probability', 'How often')] },
  { kind: 'rotate', title: 'Turn', help: 'Turns by up to this angle either way', usual: { kind: 'rotate', degrees: 10 }, fields: [{ name: 'degrees', label: 'Up to', least: 0, most: 180, step: 1, unit: '°' }] },
  {
    kind: 'scale',
    title: 'Zoom',
    help: 'Enlarges or shrinks around the middle',
    usual: { kind: 'scale', smallest: 0.9, largest: 1.1 },
    fields: [
      { name: 'smallest', label: 'From', least: 0.5, most: 1, step: 0.01, unit: '×' },
      { name: 'largest', label: 'To', least: 1, most: 2, step: 0.01, unit: '×' },
    ],
  },
  { kind: 'crop', title: 'Crop', help: 'Shows a random part, enlarged to the full size', usual: { kind: 'crop', smallest: 0.8 }, fields: [share('smallest', 'Smallest part', 0.1)] },
  {
    kind: 'colour',
    title: 'Light and colour',
    help: 'Changes brightness, contrast and saturation by up to these shares',
    usual: { kind: 'colour', brightness: 0.2, contrast: 0.2, saturation: 0.2 },
    fields: [share('brightness', 'Brightness'), share('contrast', 'Contrast'), share('saturation', 'Saturation')],
  },
  { kind: 'hue', title: 'Other colours', help: 'Turns all colours around the colour circle by up to this angle; for objects that are what they are in any colour', usual: { kind: 'hue', degrees: 30 }, fields: [{ name: 'degrees', label: 'Up to', least: 0, most: 180, step: 1, unit: '°' }] },
  { kind: 'noise', title: 'Noise', help: 'Adds grain; the share is of the way from black to white', usual: { kind: 'noise', standardDeviation: 0.05 }, fields: [share('standardDeviation', 'Strength', 0, 0.5)] },
  { kind: 'mosaic', title: 'Mosaic', help: 'Parts of four pictures in one; for data with boxes or masks', usual: { kind: 'mosaic', probability: 0.5 }, fields: [share('probability', 'How often')] },
  { kind: 'mixup', title: 'Mixup', help: 'Two pictures on top of each other, with the boxes of both; for data with boxes', usual: { kind: 'mixup', probability: 0.1 }, fields: [share('probability', 'How often')] },
];

export function writeAmount(value: number, unit: AugmentationField['unit']): string {
  if (unit === '%') return `${Math.round(100 * value)} %`;
  return unit === '°' ? `${value}°` : `${value.toFixed(2)} ×`;
}
