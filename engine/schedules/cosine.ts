import { number } from '../core/parameters';
import { defineSchedule } from './define-schedule';

export const cosine = defineSchedule<{ minimum: number; warmUp: number }>({
  name: 'cosine',
  title: 'Cosine',
  summary: 'Falls along half a cosine to the end of the run, after an optional linear warm-up',
  formula: String.raw`\eta_t = \eta \left( m + \tfrac{1 - m}{2} (1 + \cos \pi t / T) \right)`,
  settings: {
    minimum: number({ label: 'Minimum m', help: 'Share of the rate left at the end', default: 0, minimum: 0, maximum: 1 }),
    warmUp: number({ label: 'Warm-up', help: 'Share of the run spent rising from zero', default: 0, minimum: 0, maximum: 1 }),
  },
  factor: ({ step, totalSteps, settings: { minimum, warmUp } }) => {
    const rising = Math.round(totalSteps * warmUp);
    if (step < rising) return (step + 1) / rising;
    const progress = (step - rising) / Math.max(1, totalSteps - rising);
    return minimum + ((1 - minimum) / 2) * (1 + Math.cos(Math.PI * progress));
  },
});
