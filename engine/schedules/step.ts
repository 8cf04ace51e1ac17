import { integer, number } from '../core/parameters';
import { defineSchedule } from './define-schedule';

export const step = defineSchedule<{ every: number; factor: number }>({
  name: 'step',
  title: 'Step',
  summary: 'Drops the learning rate by a factor every few epochs',
  formula: String.raw`\eta_t = \eta\,\gamma^{\lfloor \text{epoch} / k \rfloor}`,
  settings: {
    every: integer({ label: 'Every', help: 'Epochs between drops', default: 10, minimum: 1, unit: 'epochs' }),
    factor: number({ label: 'Factor γ', help: 'What the rate is multiplied by', default: 0.1, minimum: 0, maximum: 1 }),
  },
  factor: ({ step: at, stepsPerEpoch, settings: { every, factor } }) => factor ** Math.floor(Math.floor(at / stepsPerEpoch) / every),
});
