/** Every schedule there is, by name. */
import { readNamedChoice, type NamedChoice } from '../core/named-choice';
import { constant } from './constant';
import { cosine } from './cosine';
import type { ScheduleDefinition } from './define-schedule';
import { exponential } from './exponential';
import { onPlateau } from './on-plateau';
import { oneCycle } from './one-cycle';
import { step } from './step';
import { warmUp } from './warm-up';

export const SCHEDULES = {
  constant,
  step,
  exponential,
  cosine,
  'warm-up': warmUp,
  'one-cycle': oneCycle,
  'on-plateau': onPlateau,
} as const;

export type ScheduleName = keyof typeof SCHEDULES;
export const SCHEDULE_NAMES = Object.keys(SCHEDULES) as readonly ScheduleName[];

export function readSchedule(chosen: { readonly name: string; readonly [setting: string]: unknown }): NamedChoice<ScheduleDefinition> {
  return readNamedChoice('schedule', SCHEDULES as unknown as Record<string, ScheduleDefinition>, chosen);
}
