/** Gradients by central differences in double precision, and how they are compared with those of the compiler. */
import { expect } from 'vitest';
import { expandComposites } from '../../engine/compile/7-expand';
import type { Graph } from '../../engine/ops/graph';
import type { OpName } from '../../engine/ops/index';
import { interpret, type Feeds } from '../interpreter/interpret';
import type { NdArray } from '../interpreter/nd-array';
import { caseGraph, expansions, feedsFor, forwardGraph, isChecked } from '../ops/case-graph';
import type { OpCase } from '../ops/op-case';

/** With doubles, h² and rounding/h are both near 1e-11; constants of the graphs are float32 and add up to 6e-8. */
const STEP = 1e-5;
const TOLERANCE = 1e-6;

/** d objective / d feed, element by element. */
export function centralDifferences(graph: Graph, feeds: Feeds, name: string): NdArray {
  const expanded = expandComposites(graph, { backend: 'cpu', choose: (_op, _key, variants) => variants[0] });
  const { shape, data } = feeds[name]!;
  const objectiveAt = (index: number, shift: number) => {
    const moved = Float64Array.from(data);
    moved[index]! += shift;
    return interpret(expanded, { ...feeds, [name]: { shape, data: moved } })[0]!.data[0]!;
  };
  return { shape, data: data.map((_, index) => (objectiveAt(index, STEP) - objectiveAt(index, -STEP)) / (2 * STEP)) };
}

/** Relative to each element, or to the largest of its tensor where the element is small beside it. */
export function expectClose(found: NdArray, expected: NdArray, tolerance: number, what: string): void {
  expect(found.shape, `shape of ${what}`).toEqual(expected.shape);
  const largest = expected.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  found.data.forEach((value, index) => {
    const wanted = expected.data[index]!;
    const allowed = tolerance * Math.max(Math.abs(wanted), 0.1 * largest, 1e-3);
    if (!(Math.abs(value - wanted) <= allowed)) {
      expect.fail(`${what}, element ${index}: ${value} instead of ${wanted}`);
    }
  });
}

/** Compares every gradient of a case, in every expansion, with differences. Returns how many elements were compared. */
export function checkGradients(op: OpName, one: OpCase, batch = 2): number {
  if (!isChecked(op, one)) return 0;
  const { graph, outputCount, differentiated } = caseGraph(op, one);
  const feeds = feedsFor(graph, one, batch);
  const forward = forwardGraph(op, one);
  let compared = 0;
  const expected = one.operands.map((operand, index) =>
    operand.fixed || operand.dtype !== 'float32' ? undefined : centralDifferences(forward, feeds, `x${index}`),
  );
  for (const { name, graph: expanded } of expansions(graph)) {
    const results = interpret(expanded, feeds);
    expected.forEach((differences, operand) => {
      if (!differences) return;
      const order = differentiated.indexOf(operand);
      // No gradient at all means zero.
      const gradient = order < 0 ? { shape: differences.shape, data: new Float64Array(differences.data.length) } : results[outputCount + order]!;
      expectClose(gradient, differences, TOLERANCE, `${op} (${one.title}; ${name}): gradient of operand ${operand}`);
      compared += differences.data.length;
    });
  }
  return compared;
}
