/** States of activations that a histogram does not show: dead units, saturation, answers that do not depend on the row. */
import type { Tensor } from '../../core/dtype';
import { rounded } from './distribution';
import type { WatchedPort } from './record';

/** Layers whose units can get stuck at 0, where no gradient reaches them. */
const CAN_DIE: ReadonlySet<string> = new Set(['relu', 'relu6']);

/** Lower and upper limit of layers that flatten out. */
const LIMITS: Readonly<Record<string, readonly [number, number]>> = { sigmoid: [0, 1], tanh: [-1, 1] };
const NEAR = 0.01;

/** Of values [N, units, …]. */
export function portState(type: string, { shape, data }: Tensor): Pick<WatchedPort, 'units' | 'saturated' | 'isSame'> {
  const values = data as Float32Array;
  const limits = LIMITS[type];
  return {
    ...(CAN_DIE.has(type) && shape.length > 1 && { units: { count: shape[1]!, dead: deadUnits(values, shape) } }),
    ...(limits && { saturated: saturated(values, limits) }),
    ...(isSameForAll(values, shape[0]!) && { isSame: true }),
  };
}

function deadUnits(values: Float32Array, [rows, units, ...rest]: readonly number[]): number {
  const positions = rest.reduce((product, size) => product * size, 1);
  const isAlive = new Uint8Array(units!);
  for (let row = 0; row < rows!; row++) {
    for (let unit = 0; unit < units!; unit++) {
      const from = (row * units! + unit) * positions;
      for (let index = from; index < from + positions && isAlive[unit] === 0; index++) if (values[index] !== 0) isAlive[unit] = 1;
    }
  }
  return isAlive.reduce((dead, alive) => dead + (alive === 0 ? 1 : 0), 0);
}

function saturated(values: Float32Array, [low, high]: readonly [number, number]): number {
  let count = 0;
  for (const value of values) if (value < low + NEAR || value > high - NEAR) count++;
  return values.length === 0 ? 0 : rounded(count / values.length);
}

/** Differences below this share of the largest value are rounding. */
const ROUNDING = 1e-6;

/** Mostly answered by the first few values: the search ends with the first difference that counts. */
function isSameForAll(values: Float32Array, rows: number): boolean {
  if (rows < 2) return false;
  const width = values.length / rows;
  let largest = 0;
  for (let index = 0; index < width; index++) largest = Math.max(largest, Math.abs(values[index]!));
  for (let index = width; index < values.length; index++) {
    if (Math.abs(values[index]! - values[index % width]!) > ROUNDING * largest) return false;
  }
  return true;
}
