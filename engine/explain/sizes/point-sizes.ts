/** Answers of layers that tell points: a row of four numbers for each. */
import { number, over } from '../expression/expression';
import type { SizeRule } from './output-size';
import { letter } from './size-letters';

const FOUR = number(4);

export const POINT_OUTPUTS = {
  'landmark-output': ({ inputs }) => [over(letter('numbers', inputs[1]![0]!), FOUR), FOUR],
  // A map of place, one of depth and one of visibility.
  'heatmap-output': ({ inputs }) => [over(letter('maps', inputs[1]![0]!), number(3)), FOUR],
} as const satisfies Readonly<Record<string, SizeRule>>;
