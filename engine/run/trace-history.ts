/** Watched values over the updates of a trace: from the first one to the one that is shown. */
import type { Tensor } from '../core/dtype';
import { indexOf, type Position } from '../explain/position';
import type { ValueEntry } from '../explain/traced-values';
import type { TraceRun } from './trace-run';

/** One element of a value, or all of it. */
export interface WatchedPlace {
  readonly entry: ValueEntry;
  readonly position?: Position;
}

/** Of a tensor: how long it is as a vector, and between which numbers it lies. */
export interface TensorSummary {
  readonly norm: number;
  readonly min: number;
  readonly max: number;
}

export interface WatchHistory {
  /** The update of the first point, from 1; earlier ones are made and not kept. */
  readonly first: number;
  /** For each watch, update by update: a number, or what is to be said of a tensor. */
  readonly watches: readonly (readonly (number | TensorSummary)[])[];
}

/** So many updates are told of, up to the one that is shown. */
const MOST_POINTS = 256;

export async function historyOf(run: TraceRun, places: readonly WatchedPlace[], most = MOST_POINTS): Promise<WatchHistory> {
  const first = Math.max(1, run.step - most + 1);
  const watches = places.map((): (number | TensorSummary)[] => []);
  const note = (read: (name: string) => Tensor): void => {
    places.forEach(({ entry, position }, index) => {
      const tensor = read(entry.traced.name);
      watches[index]!.push(position ? Number(tensor.data[indexOf(tensor.shape, position)]) : summaryOf(tensor));
    });
  };
  const names = [...new Set(places.map(({ entry }) => entry.traced.name))];
  await run.replay(names, (step, read) => {
    if (step >= first) note(read);
  });
  await run.load(names);
  note((name) => run.loaded(name));
  return { first, watches };
}

export function summaryOf({ data }: Pick<Tensor, 'data'>): TensorSummary {
  let [squares, min, max] = [0, Infinity, -Infinity];
  for (const one of data) {
    const value = Number(one);
    squares += value * value;
    // A NaN makes the norm one; ends are of what can be compared.
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { norm: Math.sqrt(squares), min, max };
}
