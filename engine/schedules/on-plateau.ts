import { integer, number } from '../core/parameters';
import { defineSchedule } from './define-schedule';

export const onPlateau = defineSchedule<{ patience: number; factor: number; threshold: number }>({
  name: 'on-plateau',
  title: 'On plateau',
  summary: 'Drops the learning rate when the validation loss has stopped falling',
  formula: String.raw`\eta \leftarrow \gamma\eta \text{ after } k \text{ epochs without improvement}`,
  settings: {
    patience: integer({ label: 'Patience', help: 'Epochs without improvement before a drop', default: 3, minimum: 0, unit: 'epochs' }),
    factor: number({ label: 'Factor γ', help: 'What the rate is multiplied by', default: 0.1, minimum: 0, maximum: 1 }),
    threshold: number({ label: 'Threshold', help: 'Relative fall that counts as improvement', default: 1e-4, minimum: 0 }),
  },
  factor: ({ memory }) => memory.factor,
  observe: (memory, loss, { patience, factor, threshold }) => {
    if (loss < memory.best * (1 - threshold)) return { ...memory, best: loss, waited: 0 };
    if (memory.waited < patience) return { ...memory, waited: memory.waited + 1 };
    return { best: memory.best, waited: 0, factor: memory.factor * factor };
  },
});
