import { number } from '../core/parameters';
import { defineSchedule } from './define-schedule';

export const oneCycle = defineSchedule<{ rise: number; start: number; end: number }>({
  name: 'one-cycle',
  title: 'One cycle',
  summary: 'Rises along a cosine to the full learning rate and falls far below where it began',
  formula: String.raw`\eta_t: \eta/d_0 \nearrow \eta \searrow \eta/(d_0 d_1)`,
  settings: {
    rise: number({ label: 'Rise', help: 'Share of the run spent rising', default: 0.3, minimum: 0, maximum: 1 }),
    start: number({ label: 'Start divisor d₀', help: 'The first rate is the full one divided by this', default: 25, minimum: 1 }),
    end: number({ label: 'End divisor d₁', help: 'The last rate is the first one divided by this', default: 10_000, minimum: 1 }),
  },
  factor: ({ step, totalSteps, settings: { rise, start, end } }) => {
    const peak = rise * totalSteps - 1;
    const last = totalSteps - 1;
    if (step <= peak && peak > 0) return between(1 / start, 1, step / peak);
    return between(1, 1 / (start * end), last > peak ? (step - Math.max(peak, 0)) / (last - Math.max(peak, 0)) : 1);
  },
});

/** From `from` to `to` along half a cosine. */
function between(from: number, to: number, share: number): number {
  return to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));
}
