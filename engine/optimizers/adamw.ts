import { number } from '../core/parameters';
import { MOMENT_FORMULAS, MOMENT_SETTINGS, momentCorrections, momentStep, type MomentSettings } from './adaptive-moments';
import { defineOptimizer } from './define-optimizer';

export const adamw = defineOptimizer<MomentSettings & { readonly weightDecay: number }>({
  name: 'adamw',
  title: 'AdamW',
  summary: 'Adam with weight decay that the division does not touch',
  formulas: [...MOMENT_FORMULAS, String.raw`w \leftarrow (1 - \eta\lambda)\, w - \eta\, \hat m / (\sqrt{\hat v} + \epsilon)`],
  source: 'Loshchilov and Hutter 2017',
  settings: {
    ...MOMENT_SETTINGS,
    weightDecay: number({ label: 'Weight decay λ', help: 'Share of each weight taken off per unit of learning rate', default: 0.01, minimum: 0 }),
  },
  defaultRate: 0.001,
  slots: () => ['mean', 'square'],
  corrections: momentCorrections,
  update: (context) => {
    const { builder: b, parameter, rate, settings } = context;
    const { step, slots } = momentStep(context);
    const decayed = b.mul(parameter, b.sub(1, b.mul(rate, settings.weightDecay)));
    return { parameter: b.sub(decayed, step), slots };
  },
});
