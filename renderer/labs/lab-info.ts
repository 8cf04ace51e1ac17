/** What is known about playgrounds before one is opened, in the order in which a course meets them. */
import type { LabId } from './labs-store';

export interface LabInfo {
  readonly id: LabId;
  readonly title: string;
  /** What there is to see, for the start screen. */
  readonly summary: string;
  /** More words that a search finds it by. */
  readonly words: string;
}

export const LAB_INFO: readonly LabInfo[] = [
  { id: 'boundary', title: 'Decision boundary', summary: 'A small network divides points of a plane while you watch', words: 'classification spirals moons circles xor 2d' },
];
