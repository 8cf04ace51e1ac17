import { MOMENT_FORMULAS, MOMENT_SETTINGS, momentCorrections, momentStep, type MomentSettings } from './adaptive-moments';
import { defineOptimizer } from './define-optimizer';

export const adam = defineOptimizer<MomentSettings>({
  name: 'adam',
  title: 'Adam',
  summary: 'Momentum divided by a running root mean square, both corrected for starting at zero',
  formulas: [...MOMENT_FORMULAS, String.raw`w \leftarrow w - \eta\, \hat m / (\sqrt{\hat v} + \epsilon)`],
  source: 'Kingma and Ba 2014',
  settings: MOMENT_SETTINGS,
  defaultRate: 0.001,
  slots: () => ['mean', 'square'],
  corrections: momentCorrections,
  update: (context) => {
    const { step, slots } = momentStep(context);
    return { parameter: context.builder.sub(context.parameter, step), slots };
  },
});
