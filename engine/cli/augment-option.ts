/** `--augment flip,rotate=10,…` as the list that documents hold. */
import { ownValue } from '../core/own-value';
import type { Augmentation } from '../data/augment/augmentation';
import { refuse, splitPair } from './option-values';

interface Kind {
  readonly usual: number;
  readonly range: readonly [number, number];
  make(amount: number): Augmentation;
}

const KINDS: Readonly<Record<string, Kind>> = {
  flip: { usual: 0.5, range: [0, 1], make: (probability) => ({ kind: 'flip-horizontal', probability }) },
  'flip-vertical': { usual: 0.5, range: [0, 1], make: (probability) => ({ kind: 'flip-vertical', probability }) },
  crop: { usual: 0.8, range: [0.05, 1], make: (smallest) => ({ kind: 'crop', smallest }) },
  rotate: { usual: 10, range: [0, 180], make: (degrees) => ({ kind: 'rotate', degrees }) },
  scale: { usual: 0.1, range: [0, 0.9], make: (change) => ({ kind: 'scale', smallest: 1 - change, largest: 1 + change }) },
  colour: { usual: 0.2, range: [0, 1], make: (change) => ({ kind: 'colour', brightness: change, contrast: change, saturation: change }) },
  hue: { usual: 30, range: [0, 180], make: (degrees) => ({ kind: 'hue', degrees }) },
  noise: { usual: 0.05, range: [0, 1], make: (standardDeviation) => ({ kind: 'noise', standardDeviation }) },
  mosaic: { usual: 0.5, range: [0, 1], make: (probability) => ({ kind: 'mosaic', probability }) },
  mixup: { usual: 0.1, range: [0, 1], make: (probability) => ({ kind: 'mixup', probability }) },
};

export const AUGMENT_HELP = `random changes of training pictures: ${Object.entries(KINDS).map(([name, { usual }]) => `${name}[=${usual}]`).join(',')}`;

export function parseAugmentations(text: string): readonly Augmentation[] {
  return text.split(',').map((part) => {
    const { key, value } = splitPair(part);
    const kind = ownValue(KINDS, key) ?? refuse(`There is no augmentation “${key}”; there are ${Object.keys(KINDS).join(', ')}.`);
    const amount = value === undefined ? kind.usual : Number(value);
    const [least, most] = kind.range;
    if (value === '' || !(amount >= least && amount <= most)) refuse(`The amount of “${key}” must be a number from ${least} to ${most}.`);
    return kind.make(amount);
  });
}
