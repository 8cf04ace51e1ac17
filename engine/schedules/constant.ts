import { defineSchedule } from './define-schedule';

export const constant = defineSchedule<Record<string, never>>({
  name: 'constant',
  title: 'Constant',
  summary: 'The same learning rate throughout',
  formula: String.raw`\eta_t = \eta`,
  settings: {},
  factor: () => 1,
});
