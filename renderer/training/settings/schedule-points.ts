/** A schedule over the planned steps, as the trainer will follow it. */
import type { NamedSettings } from '../../../engine/document/model';
import { readSchedule } from '../../../engine/schedules';
import { PLATEAU_START } from '../../../engine/schedules/define-schedule';

export interface PlannedSteps {
  readonly stepsPerEpoch: number;
  readonly epochs: number;
}

export interface SchedulePoint {
  readonly step: number;
  /** What the learning rate is multiplied by. */
  readonly factor: number;
}

const MOST_POINTS = 240;

/** Undefined where its settings make no sense; the field that holds them says why. */
export function schedulePoints(schedule: NamedSettings | undefined, { stepsPerEpoch, epochs }: PlannedSteps): readonly SchedulePoint[] | undefined {
  const totalSteps = stepsPerEpoch * epochs;
  try {
    const { definition, settings } = readSchedule(schedule ?? { name: 'constant' });
    const count = Math.min(totalSteps, MOST_POINTS);
    return Array.from({ length: count }, (_, index) => {
      const step = count === 1 ? 0 : Math.round((index * (totalSteps - 1)) / (count - 1));
      return { step, factor: definition.factor({ step, stepsPerEpoch, totalSteps, settings, memory: PLATEAU_START }) };
    });
  } catch {
    return undefined;
  }
}
