/** How checkpoints are called, and which of them stay: the last three, and one for every tenth epoch. */
import type { TrainingState } from './training-state';

/** A name without its ending, and what it says. */
export interface CheckpointName {
  readonly name: string;
  /** Steps and epochs done. */
  readonly step: number;
  readonly epoch: number;
}

const RECENT = 3;
const TENTH = 10;
/** The first version did not write the epoch. */
const NAME = /^step-(\d{9,})(?:-epoch-(\d+))?$/;

export function checkpointName({ step, epoch }: Pick<TrainingState, 'step' | 'epoch'>): string {
  return `step-${String(step).padStart(9, '0')}-epoch-${epoch}`;
}

export function parseCheckpointName(name: string): CheckpointName | undefined {
  const match = NAME.exec(name);
  return match ? { name, step: Number(match[1]), epoch: Number(match[2] ?? 0) } : undefined;
}

/** The newest first: after the last step of an epoch comes its end, at the same step. */
export function newestFirst(names: readonly CheckpointName[]): CheckpointName[] {
  return [...names].sort((a, b) => b.step - a.step || b.epoch - a.epoch);
}

/**
 * The names that stay, with the reason. Epochs can be too short to each be written, so the first checkpoint at or after an
 * epoch that ten divides stands for it.
 */
export function keptCheckpoints(names: readonly CheckpointName[]): ReadonlyMap<string, 'recent' | 'tenth'> {
  const sorted = newestFirst(names);
  const steps = sorted.filter(({ step }, index) => step !== sorted[index - 1]?.step);
  const tenths = new Map(steps.filter(({ epoch }) => epoch >= TENTH).map(({ name, epoch }) => [Math.floor(epoch / TENTH), name]));
  const recent = steps.slice(0, RECENT).map(({ name }) => [name, 'recent'] as const);
  return new Map([...recent, ...[...tenths.values()].map((name) => [name, 'tenth'] as const)]);
}
