/** Random geometries: gradients by a difference along a random direction, and agreement with ONNX Runtime. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandComposites } from '../../engine/compile/7-expand';
import { simplify } from '../../engine/compile/8-simplify';
import { RandomStream } from '../../engine/core/random';
import type { OpName } from '../../engine/ops/index';
import { expectClose } from '../gradients/finite-differences';
import { interpret, type Feeds } from '../interpreter/interpret';
import { caseGraph, expansions, feedsFor, forwardGraph } from './case-graph';
import { randomConv, randomConvTranspose, randomGemm, randomMatmul, randomPad, randomPool, randomReduction, randomReshape, randomSlice, randomTranspose } from './random-cases';
import type { OpCase } from './op-case';
import { loadOnnx } from './run-onnx';

const STEP = 1e-5;

/** ⟨gradient, direction⟩ for every operand, in every expansion, against (f(x + hd) − f(x − hd)) / 2h. */
function checkAlongDirection(op: OpName, one: OpCase): void {
  const { graph, outputCount, differentiated } = caseGraph(op, one);
  const feeds = feedsFor(graph, one, 2);
  const forward = expandComposites(forwardGraph(op, one), { backend: 'cpu', choose: (_op, _key, variants) => variants[0] });
  for (const { name, graph: expanded } of expansions(graph)) {
    const results = interpret(expanded, feeds);
    differentiated.forEach((operand, order) => {
      const { shape, data } = feeds[`x${operand}`]!;
      const random = new RandomStream(one.title, 'direction', operand);
      const direction = data.map(() => random.normal());
      const moved = (share: number): Feeds => ({ ...feeds, [`x${operand}`]: { shape, data: data.map((value, index) => value + share * direction[index]!) } });
      const difference = (interpret(forward, moved(STEP))[0]!.data[0]! - interpret(forward, moved(-STEP))[0]!.data[0]!) / (2 * STEP);
      const terms = results[outputCount + order]!.data.map((value, index) => value * direction[index]!);
      const [slope, scale] = [terms.reduce((sum, term) => sum + term, 0), terms.reduce((sum, term) => sum + Math.abs(term), 0)];
      expect(Math.abs(slope - difference), `${op} ${one.title} (${name}), operand ${operand}: ${slope}, difference ${difference}`).toBeLessThan(1e-6 * (scale + 1e-2));
    });
  }
}

async function checkInOnnxRuntime(op: OpName, one: OpCase): Promise<void> {
  const { graph } = caseGraph(op, one);
  for (const { name, graph: expanded } of expansions(graph)) {
    const simple = simplify(expanded);
    const feeds = feedsFor(simple, one, 2);
    const runner = await loadOnnx(simple);
    const reference = interpret(expanded, feedsFor(expanded, one, 2));
    (await runner.run(feeds)).forEach((value, index) => expectClose(value, reference[index]!, 1e-5, `${op} ${one.title} (${name}), output ${index}`));
    await runner.release();
  }
}

const ARBITRARIES: readonly { readonly op: OpName; readonly cases: fc.Arbitrary<OpCase> }[] = [
  { op: 'Conv', cases: randomConv },
  { op: 'ConvTranspose', cases: randomConvTranspose },
  { op: 'MaxPool', cases: randomPool('MaxPool') },
  { op: 'AveragePool', cases: randomPool('AveragePool') },
  { op: 'Slice', cases: randomSlice },
  { op: 'Pad', cases: randomPad },
  { op: 'Transpose', cases: randomTranspose },
  { op: 'Reshape', cases: randomReshape },
  { op: 'MatMul', cases: randomMatmul },
  { op: 'Gemm', cases: randomGemm },
  { op: 'ReduceMax', cases: randomReduction },
  { op: 'ReduceMean', cases: randomReduction },
];

/** The same cases in every run, so that a failure is met again; `SOAK=50` tries fifty times as many, and others. */
const SOAK = Number(process.env['SOAK'] ?? 1);
const SEED = 20 * SOAK;
const PATIENCE = 60_000 * SOAK;

test.each(ARBITRARIES)('$op of any geometry has the right gradient', ({ op, cases }) => {
  fc.assert(fc.property(cases, (one) => checkAlongDirection(op, one)), { numRuns: 60 * SOAK, seed: SEED });
}, PATIENCE);

test.each(ARBITRARIES)('$op of any geometry runs in ONNX Runtime', async ({ op, cases }) => {
  await fc.assert(fc.asyncProperty(cases, (one) => checkInOnnxRuntime(op, one)), { numRuns: 12 * SOAK, seed: SEED });
}, PATIENCE);
