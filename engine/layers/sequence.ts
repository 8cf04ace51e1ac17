/** What layers over sequences share: steps × values, both known. */
import { formatShape, type Shape } from '../core/shape';
import { LayerProblem, type ReceptiveWindow } from './define-layer';

export interface SequenceShape {
  readonly steps: number;
  readonly values: number;
}

/** Reads [steps, values], or says what is missing. */
export function sequenceShape(shape: Shape, port = 'in'): SequenceShape {
  const [steps, values] = shape;
  if (shape.length === 2 && typeof steps === 'number' && typeof values === 'number') return { steps, values };
  throw new LayerProblem(`needs a sequence (steps × values), but gets ${formatShape(shape)}`, {
    port,
    expected: 'steps × values',
    found: formatShape(shape),
    remedy: 'A Reshape and a Permute turn the places of a picture into steps.',
  });
}

/** The window of a layer whose every step sees all `steps`: it stays where it is as the output moves on. */
export function seesAllSteps(steps: number): ReceptiveWindow {
  return { kernel: [steps], stride: [0], dilation: [1], padding: [0, 0] };
}
