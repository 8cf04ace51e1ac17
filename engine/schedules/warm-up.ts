import { integer } from '../core/parameters';
import { defineSchedule } from './define-schedule';

export const warmUp = defineSchedule<{ steps: number }>({
  name: 'warm-up',
  title: 'Warm-up',
  summary: 'Rises linearly to the full learning rate and stays there',
  formula: String.raw`\eta_t = \eta \min(1, (t + 1) / k)`,
  settings: { steps: integer({ label: 'Steps', help: 'Length of the rise', default: 500, minimum: 1, unit: 'steps' }) },
  factor: ({ step, settings: { steps } }) => Math.min(1, (step + 1) / steps),
});
