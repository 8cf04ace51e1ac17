/** Points of a plane in two classes, drawn from a seed, within −1 … 1. */
import { RandomStream } from '../core/random';

export interface LabPoint {
  readonly x: number;
  readonly y: number;
  readonly label: 0 | 1;
}

export const POINT_SETS = ['circles', 'moons', 'xor', 'spirals'] as const;
export type PointSet = (typeof POINT_SETS)[number];

export const POINT_SET_TITLES: Readonly<Record<PointSet, string>> = { circles: 'Circles', moons: 'Two moons', xor: 'XOR', spirals: 'Spirals' };

/** Where a point without noise lies, `along` its shape from 0 to 1. */
const SHAPES: Readonly<Record<PointSet, (label: 0 | 1, along: number, random: RandomStream) => readonly [number, number]>> = {
  circles: (label, along) => around(label === 0 ? 0.3 : 0.78, 2 * Math.PI * along),
  moons: (label, along) => {
    const [x, y] = around(0.55, Math.PI * along);
    return label === 0 ? [x - 0.25, y - 0.12] : [0.25 - x, 0.12 - y];
  },
  xor: (label, _, random) => {
    const [x, y] = [random.between(0.08, 0.9), random.between(0.08, 0.9)];
    const side = random.uniform() < 0.5 ? 1 : -1;
    return label === 0 ? [side * x, side * y] : [side * x, -side * y];
  },
  spirals: (label, along) => around(0.1 + 0.8 * Math.sqrt(along), 2.6 * Math.PI * Math.sqrt(along) + Math.PI * label),
};

function around(radius: number, angle: number): readonly [number, number] {
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** `noise` is the standard deviation of each coordinate. Labels take turns, so that the classes are equally large. */
export function drawPoints(set: PointSet, count: number, noise: number, seed: number): readonly LabPoint[] {
  const random = new RandomStream(seed, 'lab-points', set);
  return Array.from({ length: count }, (_, index): LabPoint => {
    const label = (index % 2) as 0 | 1;
    const [x, y] = SHAPES[set](label, random.uniform(), random);
    return { x: x + noise * random.normal(), y: y + noise * random.normal(), label };
  });
}

/** The middles of the cells of a square grid over −`reach` … `reach`, row by row from the top, as pairs. */
export function gridInputs(side: number, reach: number): readonly number[] {
  const at = (index: number): number => (2 * reach * (index + 0.5)) / side - reach;
  return Array.from({ length: side * side }, (_, cell) => [at(cell % side), -at(Math.floor(cell / side))]).flat();
}
