/** The contract of a schedule file: the learning rate of every step. Steps count from 0; nothing else is remembered. */
import type { ParameterSpecs } from '../core/parameters';

export interface ScheduleContext<S> {
  /** The number of this step since the start of the run, from 0. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  readonly settings: S;
  /** What the validation loss has led to so far; schedules that do not watch it leave it at the start. */
  readonly memory: PlateauMemory;
}

/** State of a schedule that watches the validation loss; saved in checkpoints. */
export interface PlateauMemory {
  readonly best: number;
  /** Epochs without improvement. */
  readonly waited: number;
  readonly factor: number;
}

export const PLATEAU_START: PlateauMemory = { best: Infinity, waited: 0, factor: 1 };

export interface ScheduleDefinition<S = Record<string, unknown>> {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly formula: string;
  readonly settings: ParameterSpecs<S>;
  /** What the base learning rate is multiplied by. */
  factor(context: ScheduleContext<S>): number;
  /** Called with each validation loss. */
  readonly observe?: (memory: PlateauMemory, loss: number, settings: S) => PlateauMemory;
}

export function defineSchedule<S>(definition: ScheduleDefinition<S>): ScheduleDefinition<S> {
  return definition;
}
