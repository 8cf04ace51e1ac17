/** The settings that one changes most often when one goes on from a checkpoint. */
import type { TrainingSettings } from '../../../engine/document/model';
import { optimizerOf, withSetting, withUpdate } from '../settings/training-settings';

/** As typed. */
export interface ForkChoice {
  readonly epochs: string;
  readonly batchSize: string;
  readonly learningRate: string;
  readonly seed: string;
}

const FIELDS: readonly { readonly name: keyof ForkChoice; readonly label: string; readonly smallest: number; readonly isWhole: boolean }[] = [
  { name: 'epochs', label: 'Epochs', smallest: 1, isWhole: true },
  { name: 'batchSize', label: 'Batch size', smallest: 1, isWhole: true },
  { name: 'learningRate', label: 'Learning rate', smallest: 0, isWhole: false },
  { name: 'seed', label: 'Seed', smallest: 0, isWhole: true },
];

export function ForkFields({ choice, onChange }: { readonly choice: ForkChoice; onChange(choice: ForkChoice): void }) {
  return FIELDS.map(({ name, label }) => [
    <label key={`${name} label`} htmlFor={`fork-${name}`}>{label}</label>,
    <input key={name} id={`fork-${name}`} value={choice[name]} autoComplete="off" spellCheck={false} onChange={({ target }) => onChange({ ...choice, [name]: target.value })} />,
  ]);
}

export function forkSettings({ epochs, batchSize, seed, program }: TrainingSettings): ForkChoice {
  const { optimizer } = program[0]!;
  return { epochs: String(epochs), batchSize: String(batchSize), learningRate: String(optimizer['learningRate'] ?? optimizerOf(optimizer).defaultRate), seed: String(seed) };
}

/** A sentence about the first field that makes no sense. */
export function forkProblem(choice: ForkChoice): string | undefined {
  for (const { name, label, smallest, isWhole } of FIELDS) {
    const value = Number(choice[name]);
    const fits = choice[name].trim() !== '' && Number.isFinite(value) && value >= smallest && (!isWhole || Number.isInteger(value));
    if (!fits) return `${label} must be ${isWhole ? 'a whole number' : 'a number'} from ${smallest}.`;
  }
  return undefined;
}

export function withFork(training: TrainingSettings, { epochs, batchSize, learningRate, seed }: ForkChoice): TrainingSettings {
  const next = { ...training, epochs: Number(epochs), batchSize: Number(batchSize), seed: Number(seed) };
  return withUpdate(next, 0, (update) => ({ ...update, optimizer: withSetting(update.optimizer, 'learningRate', Number(learningRate)) }));
}
