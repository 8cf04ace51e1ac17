/** Momentum whose matrices are made orthogonal before each step; everything that is not a matrix follows AdamW. */
import { number } from '../core/parameters';
import type { Shape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { MOMENT_SETTINGS, momentCorrections, type MomentSettings } from './adaptive-moments';
import { adamw } from './adamw';
import { defineOptimizer } from './define-optimizer';

interface MuonSettings extends MomentSettings {
  readonly momentum: number;
  readonly weightDecay: number;
}

const ROUNDS = 5;
/** p(σ) = aσ + bσ³ + cσ⁵ brings every singular value from (0, 1] to about 1 in five rounds; Jordan's coefficients. */
const [A, B, C] = [3.4445, -4.775, 2.0315];
const SMALLEST_NORM = 1e-7;
/** A step of orthogonal rows times this times √(longer side) has the root mean square that AdamW's steps usually have, so that the same rates serve. */
const LIKE_ADAM = 0.2;

export const muon = defineOptimizer<MuonSettings>({
  name: 'muon',
  title: 'Muon',
  summary: 'Momentum whose matrices are made orthogonal, so that all directions of a kernel learn equally fast; AdamW for biases and scales',
  formulas: [
    String.raw`M \leftarrow \mu M + g`,
    String.raw`O = \mathrm{NewtonSchulz}_5(g + \mu M) \approx U V^\top`,
    String.raw`w \leftarrow (1 - \eta\lambda)\, w - 0.2\,\eta\,\sqrt{\max(n, m)}\; O`,
  ],
  source: 'Jordan et al. 2024; scaled as Liu et al. 2025',
  settings: {
    momentum: number({ label: 'Momentum μ', help: 'How much of the last direction of a matrix is kept', default: 0.95, minimum: 0, maximum: 1 }),
    ...MOMENT_SETTINGS,
    weightDecay: number({ label: 'Weight decay λ', help: 'Share of each weight taken off per unit of learning rate', default: 0.01, minimum: 0 }),
  },
  defaultRate: 0.001,
  isTensorwise: true,
  slots: (shape) => (isMatrix(shape) ? ['velocity'] : ['mean', 'square']),
  corrections: momentCorrections,
  update: (context) => {
    const { builder: b, parameter, gradient, rate, settings, shape, slot } = context;
    if (!isMatrix(shape)) return adamw.update(context);
    const velocity = b.add(b.mul(slot('velocity'), settings.momentum), gradient);
    const ahead = b.add(b.mul(velocity, settings.momentum), gradient);
    const [rows, columns] = matrixOf(shape);
    const straight = orthogonal(b, b.reshape(ahead, [rows, columns]));
    const step = b.mul(b.reshape(straight, parameter.shape), b.mul(rate, LIKE_ADAM * Math.sqrt(Math.max(rows, columns))));
    const decayed = b.mul(parameter, b.sub(1, b.mul(rate, settings.weightDecay)));
    return { parameter: b.sub(decayed, step), slots: { velocity } };
  },
});

function isMatrix(shape: Shape): boolean {
  return shape.length > 1 && (shape[0] as number) > 1;
}

/** A kernel as one row per filter. */
function matrixOf(shape: Shape): readonly [number, number] {
  const [rows, ...rest] = shape as readonly number[];
  return [rows!, rest.reduce((product, size) => product * size, 1)];
}

/**
 * The nearest matrix with orthonormal rows or columns, about: singular values end between 0.7 and 1.2, those below a thousandth of the
 * matrix's norm at less. Works on whichever side is shorter.
 */
function orthogonal(b: Builder, matrix: Value): Value {
  const [rows, columns] = matrix.shape as readonly [number, number];
  const isTall = rows > columns;
  const norm = b.add(b.sqrt(b.one('ReduceSumSquare', [matrix], { axes: [0, 1], keepdims: false })), SMALLEST_NORM);
  let x = b.div(isTall ? b.transpose(matrix, [1, 0]) : matrix, norm);
  for (let round = 0; round < ROUNDS; round++) {
    const gram = b.matmul(x, b.transpose(x, [1, 0]));
    const inner = b.add(b.mul(gram, B), b.mul(b.matmul(gram, gram), C));
    x = b.add(b.mul(x, A), b.matmul(inner, x));
  }
  return isTall ? b.transpose(x, [1, 0]) : x;
}
