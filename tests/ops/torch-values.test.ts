/** Values and gradients by PyTorch (scripts/reference-ops.py): ties, bounds and conventions included. */
import { expect, test } from 'vitest';
import type { OpName } from '../../engine/ops/index';
import { differentiate } from '../../engine/compile/3-autodiff';
import { Builder } from '../../engine/ops/builder';
import { expectClose } from '../gradients/finite-differences';
import { interpret, type Feeds } from '../interpreter/interpret';
import type { NdArray } from '../interpreter/nd-array';
import entries from '../reference/ops.json';
import { expansions } from './case-graph';

interface Listed {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Entry {
  readonly op: string;
  readonly attributes: object;
  readonly operands: readonly Listed[];
  /** A last operand of whole numbers. */
  readonly places?: Listed;
  readonly arriving: Listed;
  readonly result: Listed;
  readonly gradients: readonly Listed[];
}

const array = ({ shape, data }: Listed): NdArray => ({ shape, data: Float64Array.from(data) });

/** The constants of the graphs are float32. */
const TOLERANCE = 1e-6;

test.each((entries as readonly Entry[]).map((entry, index) => ({ ...entry, index })))('$index: $op $attributes', ({ op, attributes, operands, places, arriving, result, gradients }) => {
  const builder = new Builder();
  const values = operands.map(({ shape }, index) => builder.input({ dtype: 'float32', shape }, { kind: 'feature', node: `x${index}` }));
  const held = places ? [builder.input({ dtype: 'int64', shape: places.shape }, { kind: 'feature', node: 'places' })] : [];
  const y = builder.apply(op as OpName, [...values, ...held], attributes as never)[0]!;
  const direction = builder.input(y, { kind: 'feature', node: 'r' });
  const objective = builder.sum(builder.mul(y, direction), y.shape.map((_, axis) => axis));
  builder.output(y, { kind: 'prediction', node: 'y' });
  differentiate(builder, objective, values).forEach((gradient, index) => builder.output(gradient!, { kind: 'gradient', key: `x${index}` }));
  const feeds: Feeds = Object.fromEntries([...operands.map((operand, index) => [`x${index}`, array(operand)] as const), ['r', array(arriving)], ...(places ? [['places', array(places)] as const] : [])]);
  for (const { name, graph } of expansions(builder.finish())) {
    const [found, ...slopes] = interpret(graph, feeds);
    expectClose(found!, array(result), TOLERANCE, `${op} (${name})`);
    expect(slopes).toHaveLength(gradients.length);
    slopes.forEach((slope, index) => expectClose(slope, array(gradients[index]!), TOLERANCE, `${op} (${name}), gradient ${index}`));
  }
});
