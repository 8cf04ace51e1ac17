/** Every gradient rule against finite differences, on both backends and with every variant of a formulation. */
import { describe, expect, test, vi } from 'vitest';
import { isDifferentiable } from '../../engine/ops/define-op';
import { OPS, opDefinition, type OpName } from '../../engine/ops/index';
import { OP_CASES } from '../ops/cases';
import { isChecked } from '../ops/case-graph';
import type { OpCase } from '../ops/op-case';
import { checkGradients } from './finite-differences';

// Much arithmetic: a loaded machine may take long without anything being wrong.
vi.setConfig({ testTimeout: 60_000 });

const names = Object.keys(OPS) as OpName[];

/** Their gradients are not those of the function, on purpose; what they are is said in special-gradients.test.ts. */
const ON_PURPOSE = new Set<OpName>(['Step', 'StopGradient']);

test('every op has cases', () => {
  expect(names.filter((op) => OP_CASES[op].length === 0)).toEqual([]);
});

describe('gradients equal differences', () => {
  const differentiable = names.filter((op) => isDifferentiable(opDefinition(op).gradient) && !ON_PURPOSE.has(op));

  test.each(differentiable)('%s', (op) => {
    const cases: readonly OpCase[] = OP_CASES[op];
    const compared = cases.map((one) => checkGradients(op, one));
    // A table full of operands that nobody differentiates would pass unseen.
    expect(cases.filter((one) => isChecked(op, one)).length).toBeGreaterThan(0);
    expect(compared.reduce((total, count) => total + count, 0)).toBeGreaterThan(0);
  });
});
