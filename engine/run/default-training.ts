import type { TrainingSettings } from '../document/model';

/** How a document trains that says nothing about it. */
export const DEFAULT_TRAINING: TrainingSettings = {
  epochs: 5,
  batchSize: 64,
  seed: 1,
  shuffle: true,
  program: [{ name: 'main', losses: '**', tensors: '**', optimizer: { name: 'adam' }, every: 1 }],
};
