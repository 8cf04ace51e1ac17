/** The formula of every element of every op equals what the independent interpreter computes, on all cases of the op tests. */
import { describe, expect, test } from 'vitest';
import { bindShape } from '../../engine/core/shape';
import { expandComposites } from '../../engine/compile/7-expand';
import { ELEMENT_RULES, elementRule } from '../../engine/explain/elements';
import type { Operand } from '../../engine/explain/elements/element-rule';
import { evaluate } from '../../engine/explain/expression/evaluate';
import { symbol } from '../../engine/explain/expression/expression';
import { printLatex, printText } from '../../engine/explain/expression/print';
import { indexOf, positionsIn } from '../../engine/explain/position';
import type { AttributeValue, Attributes } from '../../engine/ops/graph';
import type { OpName } from '../../engine/ops/index';
import { interpret } from '../interpreter/interpret';
import type { NdArray } from '../interpreter/nd-array';
import { OP_CASES } from '../ops/cases';
import { caseGraph, feedsFor } from '../ops/case-graph';
import type { OpCase } from '../ops/op-case';
import { loweringTarget } from '../../engine/run/tuning';
import { latexProblem } from './latex-parser';

const BATCH = 2;
/** The interpreter keeps interpolation weights in float32, as the graph does. */
const TOLERANCE = 1e-7;
/** Elements looked at per output; all where there are no more. */
const MOST = 60;

function operandOf(name: string, { shape, data }: NdArray): Operand {
  const valueAt = (position: readonly number[]) => data[indexOf(shape, position)]!;
  return { shape, valueAt, at: (position) => symbol(`${name}[${position.join()}]`, `\\text{${name}}_{${position.join()}}`, { read: () => valueAt(position) }) };
}

function bound(attributes: Attributes): Attributes {
  const bind = (value: AttributeValue | undefined) => (Array.isArray(value) && value.some((dim) => typeof dim === 'string') ? bindShape(value, { N: BATCH }) : value);
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, bind(value)]));
}

function check(op: OpName, one: OpCase): void {
  const { graph, outputCount } = caseGraph(op, one);
  const node = graph.nodes.find((candidate) => candidate.op === op)!;
  // Everything around the op counts as an output too, because a case may prepare its operands.
  const extra = [...node.inputs, ...node.outputs].map((value, index) => ({ value, binding: { kind: 'trace', node: 'all', name: String(index) } as const }));
  const expanded = expandComposites({ ...graph, outputs: extra }, loweringTarget('cpu'));
  const found = interpret(expanded, feedsFor(graph, one, BATCH));
  const inputs = node.inputs.map((_, index) => operandOf(`x${index}`, found[index]!));
  const outputs = node.outputs.map((_, index) => operandOf(`y${index}`, found[node.inputs.length + index]!));
  expect(outputCount).toBeGreaterThan(0);
  outputs.forEach((output, index) => {
    const places = positionsIn(output.shape);
    const chosen = places.length <= MOST ? places : places.filter((_, at) => at % Math.ceil(places.length / MOST) === 0);
    for (const position of chosen) {
      const formula = elementRule(op)!({ inputs, outputs, output: index, position, attributes: bound(node.attributes), note: () => undefined });
      const [value, expected] = [evaluate(formula), output.valueAt(position)];
      const what = `${op} (${one.title}), output ${index} at ${position.join()}: ${printText(formula, { terms: 6 })}`;
      expect(Math.abs(value - expected), what).toBeLessThanOrEqual(TOLERANCE * Math.max(1, Math.abs(expected)));
      expect(latexProblem(printLatex(formula, { terms: 6 })), what).toBeUndefined();
      expect(latexProblem(printLatex(formula, { terms: 6, numbers: true })), what).toBeUndefined();
    }
  });
}

describe('the formula of an element is what is computed', () => {
  test.each(Object.keys(ELEMENT_RULES) as (keyof typeof ELEMENT_RULES)[])('%s', (op) => {
    for (const one of OP_CASES[op] as readonly OpCase[]) check(op, one);
  });
});
