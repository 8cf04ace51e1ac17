/** What the networks for photographs share: ImageNet's thousand classes, and settings to begin with on data of one's own. */
import { trainWith, type PictureLimits, type TemplateSize } from './template';

export const PHOTO_SIZE: TemplateSize = { input: [3, 224, 224], classes: 1000 };
export const PHOTO_LIMITS: PictureLimits = { smallest: 32, usual: 224, largest: 512 };

/** Networks with BatchNorm bear a large rate. */
export const NORMALIZED_TRAINING = trainWith({ name: 'momentum', learningRate: 0.1 }, { epochs: 30, batchSize: 64, schedule: { name: 'one-cycle' } });
/** Networks without it diverge at such a rate. */
export const PLAIN_TRAINING = trainWith({ name: 'momentum', learningRate: 0.01 }, { epochs: 30, batchSize: 64, schedule: { name: 'one-cycle' } });
export const ADAMW_TRAINING = trainWith({ name: 'adamw', learningRate: 0.001, weightDecay: 0.05 }, { epochs: 30, batchSize: 64, schedule: { name: 'one-cycle' } });
