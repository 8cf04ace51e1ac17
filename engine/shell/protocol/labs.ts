/** Playgrounds: small trainings, networks, curves and surfaces, computed by the engine that trains. */
import type { LabAnswer, LabDescent, LabHeights, LabQuestion, LabTrail, LabTrained, LabTraining } from '../../labs/requests';
import type { DocumentPayload } from './documents';

export interface LabOperations {
  /** Some steps of training on rows that the window holds. */
  'lab.train': { input: LabTraining<DocumentPayload>; result: LabTrained };
  /** What every port of a network carries for given numbers. */
  'lab.answer': { input: LabQuestion<DocumentPayload>; result: LabAnswer };
  /** The trail of an optimizer over a curve or surface. */
  'lab.descend': { input: LabDescent; result: LabTrail };
  'lab.heights': { input: LabHeights; result: readonly number[] };
}
