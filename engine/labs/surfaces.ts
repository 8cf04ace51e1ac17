/** Curves and surfaces to descend on, written with the ops that networks are made of, so that their gradients are the engine's own. */
import { fail } from '../core/diagnostic';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';

export interface Surface {
  readonly name: string;
  readonly title: string;
  readonly formula: string;
  /** One for a curve, two for a surface. */
  readonly axes: 1 | 2;
  /** What is shown, per axis. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly start: readonly number[];
  /** A rate at which plain descent gets there. */
  readonly rate: number;
  /** What there is to see, as a sentence. */
  readonly lesson: string;
  height(b: Builder, at: readonly Value[]): Value;
}

/** A wide bowl, much steeper one way than the other. */
const bowl: Surface = {
  name: 'bowl',
  title: 'Narrow valley',
  formula: 'f(x, y) = 0.05x² + y²',
  axes: 2,
  from: [-10, -4],
  to: [10, 4],
  start: [-8.5, 3],
  rate: 0.1,
  lesson: 'Steep across and flat along: plain descent zigzags or crawls, momentum runs along the floor.',
  height: (b, [x, y]) => b.add(b.mul(b.square(x!), 0.05), b.square(y!)),
};

const saddle: Surface = {
  name: 'saddle',
  title: 'Saddle',
  formula: 'f(x, y) = x² − y² + y⁴ / 4',
  axes: 2,
  from: [-2, -2.2],
  to: [2, 2.2],
  start: [-1.6, 0.005],
  rate: 0.05,
  lesson: 'In the middle the slope is almost zero, but it is no valley: the optimizers differ in how soon they leave it.',
  height: (b, [x, y]) => b.add(b.sub(b.square(x!), b.square(y!)), b.mul(b.square(b.square(y!)), 0.25)),
};

/** Rosenbrock 1960, with a gentler wall so that all rates have a chance. */
const banana: Surface = {
  name: 'banana',
  title: 'Curved valley',
  formula: 'f(x, y) = (1 − x)² + 10(y − x²)²',
  axes: 2,
  from: [-2, -1],
  to: [2, 3],
  start: [-1.5, 2.2],
  rate: 0.01,
  lesson: 'The floor of the valley bends; whoever is too fast runs up its wall.',
  height: (b, [x, y]) => b.add(b.square(b.sub(1, x!)), b.mul(b.square(b.sub(y!, b.square(x!))), 10)),
};

/** Two hollows of different depth in a shallow bowl. */
const hollows: Surface = {
  name: 'hollows',
  title: 'Two hollows',
  formula: 'f(x, y) = 0.1(x² + y²) − 1.2·e^(−(x+1)² − y²) − 2·e^(−(x−1.4)² − (y−0.6)²)',
  axes: 2,
  from: [-3, -2.4],
  to: [3, 2.4],
  start: [-2.4, 1.4],
  rate: 0.1,
  lesson: 'The nearer hollow is not the deeper one; which is found depends on the start, the rate and the speed.',
  height: (b, [x, y]) => {
    const hollow = (cx: number, cy: number, depth: number): Value => b.mul(b.exp(b.neg(b.add(b.square(b.sub(x!, cx)), b.square(b.sub(y!, cy))))), depth);
    return b.sub(b.sub(b.mul(b.add(b.square(x!), b.square(y!)), 0.1), hollow(-1, 0, 1.2)), hollow(1.4, 0.6, 2));
  },
};

/** Its slope is 2x, so one step at rate 0.5 lands in the middle and above 1 every step goes further away. */
const parabola: Surface = {
  name: 'parabola',
  title: 'Parabola',
  formula: 'f(x) = x²',
  axes: 1,
  from: [-4],
  to: [4],
  start: [-3.2],
  rate: 0.1,
  lesson: 'A small rate creeps, 0.5 lands in the middle at once, and above 1 each step ends higher than it began.',
  height: (b, [x]) => b.square(x!),
};

const waves: Surface = {
  name: 'waves',
  title: 'Two valleys',
  formula: 'f(x) = x⁴ / 20 − x² / 2 + x / 4 + 2',
  axes: 1,
  from: [-4],
  to: [4],
  start: [3.8],
  rate: 0.05,
  lesson: 'A small rate stays in the first valley it meets; a larger one can jump into the deeper one, or over both.',
  height: (b, [x]) => b.add(b.add(b.sub(b.mul(b.square(b.square(x!)), 0.05), b.mul(b.square(x!), 0.5)), b.mul(x!, 0.25)), 2),
};

export const SURFACES: readonly Surface[] = [parabola, waves, bowl, banana, saddle, hollows];

/** Throws LoomError where there is none of that name. */
export function requireSurface(name: string): Surface {
  const known = SURFACES.map((surface) => surface.name).join(', ');
  return SURFACES.find((surface) => surface.name === name) ?? fail('unknown-surface', `There is no surface “${name}”.`, { expected: known, found: name });
}
