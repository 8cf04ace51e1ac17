import { number } from '../core/parameters';
import { defineSchedule } from './define-schedule';

export const exponential = defineSchedule<{ factor: number }>({
  name: 'exponential',
  title: 'Exponential',
  summary: 'Shrinks the learning rate smoothly, by a factor per epoch',
  formula: String.raw`\eta_t = \eta\,\gamma^{t / \text{steps per epoch}}`,
  settings: { factor: number({ label: 'Factor γ', help: 'What is left of the rate after an epoch', default: 0.95, minimum: 0, maximum: 1 }) },
  factor: ({ step, stepsPerEpoch, settings: { factor } }) => factor ** (step / stepsPerEpoch),
});
