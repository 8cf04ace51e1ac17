/** Settings of training in the document: read with their defaults, changed as steps of its history. */
import { boolean, choice, integer, number, type ParameterSpec } from '../../../engine/core/parameters';
import type { Json, NamedSettings, TrainingSettings, Update } from '../../../engine/document/model';
import { OPTIMIZERS, OPTIMIZER_NAMES, type OptimizerName } from '../../../engine/optimizers';
import type { OptimizerDefinition } from '../../../engine/optimizers/define-optimizer';
import { DEFAULT_TRAINING } from '../../../engine/run/default-training';
import { SCHEDULES, SCHEDULE_NAMES, type ScheduleName } from '../../../engine/schedules';
import type { ScheduleDefinition } from '../../../engine/schedules/define-schedule';
import { editDocument } from '../../store/document-store';

export const TRAINING_SPECS = {
  epochs: integer({ label: 'Epochs', help: 'How often it sees every training sample', default: DEFAULT_TRAINING.epochs, minimum: 1 }),
  batchSize: integer({ label: 'Batch size', help: 'Samples per step. Larger batches are steadier and use the machine better; smaller ones learn more per sample', default: DEFAULT_TRAINING.batchSize, minimum: 1, unit: 'samples' }),
  seed: integer({ label: 'Seed', help: 'Decides every random draw: starting weights, order, augmentation. The same seed gives the same run', default: DEFAULT_TRAINING.seed, minimum: 0 }),
  shuffle: boolean({ label: 'Shuffle', help: 'Another order of the samples in each epoch', default: true }),
  clipNorm: number({ label: 'Clip norm', help: 'Gradients whose length is above this are shortened to it; 0 for never', default: 0, minimum: 0 }),
  clipValue: number({ label: 'Clip value', help: 'No entry of a gradient goes beyond this; 0 for never', default: 0, minimum: 0 }),
  stopEarly: boolean({ label: 'Stop early', help: 'End the run when it has stopped getting better', default: false }),
  patience: integer({ label: 'Patience', help: 'Epochs without improvement before the run ends', default: 5, minimum: 1, unit: 'epochs' }),
  metric: choice({ label: 'Watch', help: 'What has to get better, on the validation part where there is one', options: ['loss', 'accuracy'], default: 'loss' }),
  restoreBest: boolean({ label: 'Keep the best', help: 'The final weights are those of the best epoch, not of the last one', default: true }),
} as const;

const definitions = OPTIMIZERS as unknown as Readonly<Record<OptimizerName, OptimizerDefinition>>;
const schedules = SCHEDULES as unknown as Readonly<Record<ScheduleName, ScheduleDefinition>>;

/** An unknown name, written by a newer version, is answered by its nearest relative here: the first of the table. */
export function optimizerOf({ name }: NamedSettings): OptimizerDefinition {
  return definitions[name as OptimizerName] ?? definitions[OPTIMIZER_NAMES[0]!];
}

export function scheduleOf(schedule: NamedSettings | undefined): ScheduleDefinition {
  return schedules[(schedule?.name ?? 'constant') as ScheduleName] ?? schedules.constant;
}

export const OPTIMIZER_CHOICES = OPTIMIZER_NAMES.map((name) => definitions[name]);
export const SCHEDULE_CHOICES = SCHEDULE_NAMES.map((name) => schedules[name]);

/** Its default depends on the optimizer. */
export function rateSpec(optimizer: OptimizerDefinition): ParameterSpec<number> {
  return number({ label: 'Learning rate η', help: 'How far each step goes', default: optimizer.defaultRate, minimum: 0 });
}

export function changeTraining(label: string, change: (training: TrainingSettings) => TrainingSettings, gesture: string): void {
  editDocument(label, (document) => ({ ...document, training: change(document.training ?? DEFAULT_TRAINING) }), gesture);
}

/** With one setting changed; undefined for its default. */
export function withSetting(chosen: NamedSettings, name: string, value: Json | undefined): NamedSettings {
  const { [name]: _, ...others } = chosen;
  return (value === undefined ? others : { ...others, [name]: value }) as NamedSettings;
}

export function withUpdate(training: TrainingSettings, index: number, change: (update: Update) => Update): TrainingSettings {
  return { ...training, program: training.program.map((update, at) => (at === index ? change(update) : update)) };
}

export function withClip({ clip, ...training }: TrainingSettings, kind: 'norm' | 'value', value: number | undefined): TrainingSettings {
  const { [kind]: _, ...others } = clip ?? {};
  const next = value === undefined || value === 0 ? others : { ...others, [kind]: value };
  return Object.keys(next).length === 0 ? training : { ...training, clip: next };
}

export function withEarlyStopping({ earlyStopping, ...training }: TrainingSettings, changes: Partial<NonNullable<TrainingSettings['earlyStopping']>> | 'off'): TrainingSettings {
  if (changes === 'off') return training;
  return { ...training, earlyStopping: { patience: TRAINING_SPECS.patience.default, metric: 'loss', restoreBest: true, ...earlyStopping, ...changes } };
}

/** Constant is what there is without a schedule. */
export function withSchedule(training: TrainingSettings, name: string): TrainingSettings {
  const { schedule: _, ...others } = training;
  return name === 'constant' ? others : { ...others, schedule: { name } };
}
