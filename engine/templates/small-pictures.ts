/** What the small forms share: colour pictures of 32×32, as the built-in shapes, and settings that learn them on a CPU. */
import { trainWith, type Template } from './template';

export const SMALL_PICTURES = {
  category: 'small',
  takes: 'picture',
  pictures: { smallest: 16, usual: 32, largest: 96 },
  size: { input: [3, 32, 32], classes: 10 },
  data: { kind: 'builtin', name: 'shapes' },
  dataSize: { input: [3, 32, 32], classes: 8 },
} as const satisfies Partial<Template>;

export const SMALL_TRAINING = trainWith({ name: 'adam', learningRate: 0.003 }, { epochs: 10, schedule: { name: 'one-cycle' } });
/** For networks without BatchNorm, and for transformers. */
export const CAREFUL_TRAINING = trainWith({ name: 'adam', learningRate: 0.001 }, { epochs: 10, schedule: { name: 'one-cycle' } });
