/** Everything about a run in progress that is not a tensor: small, plain JSON, and enough to go on exactly from there. */
import { z } from 'zod';
import { PLATEAU_START, type PlateauMemory } from '../schedules/define-schedule';
import type { MetricSums } from './metrics';

export interface EarlyStoppingMemory {
  /** Lower is better: a loss, or minus a score. */
  readonly best: number | null;
  /** The epoch of the best value, from 1. */
  readonly bestEpoch: number;
  readonly waited: number;
}

export interface EpochSums {
  /** Σ loss · samples per Output, by path. */
  loss: Record<string, number>;
  samples: number;
  metrics: Record<string, MetricSums>;
}

export interface TrainingState {
  /** Steps done. */
  step: number;
  /** Epochs done. */
  epoch: number;
  /** Batches of the current epoch done. */
  batch: number;
  /** Optimizer updates done, by name. */
  updates: Record<string, number>;
  /** The loss of the first step, to notice when it has run away. */
  firstLoss: number | null;
  /** The current epoch so far. */
  sums: EpochSums;
  plateau: PlateauMemory;
  stopping: EarlyStoppingMemory;
  /** Milliseconds of training, pauses left out. */
  activeMs: number;
  finished: boolean;
}

export function startState(): TrainingState {
  return {
    step: 0,
    epoch: 0,
    batch: 0,
    updates: {},
    firstLoss: null,
    sums: emptySums(),
    plateau: PLATEAU_START,
    stopping: { best: null, bestEpoch: 0, waited: 0 },
    activeMs: 0,
    finished: false,
  };
}

export function emptySums(): EpochSums {
  return { loss: {}, samples: 0, metrics: {} };
}

/** JSON has no Infinity, which stands at the start of a plateau. */
export function encodeState(state: TrainingState): string {
  return JSON.stringify({ ...state, plateau: { ...state.plateau, best: Number.isFinite(state.plateau.best) ? state.plateau.best : null } });
}

const count = z.int().min(0);
const stateSchema = z.looseObject({
  step: count,
  epoch: count,
  batch: count,
  updates: z.record(z.string(), count),
  firstLoss: z.number().nullable().default(null),
  sums: z.looseObject({ loss: z.record(z.string(), z.number()), samples: count, metrics: z.record(z.string(), z.custom<MetricSums>()) }),
  plateau: z.looseObject({ best: z.number().nullable(), waited: count, factor: z.number() }),
  stopping: z.looseObject({ best: z.number().nullable(), bestEpoch: count, waited: count }),
  activeMs: z.number(),
  finished: z.boolean(),
});

export function decodeState(text: string): TrainingState {
  const state = stateSchema.parse(JSON.parse(text));
  return { ...state, plateau: { ...state.plateau, best: state.plateau.best ?? Infinity } };
}
