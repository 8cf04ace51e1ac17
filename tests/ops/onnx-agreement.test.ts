/**
 * What the compiler emits and ONNX Runtime runs in float32 equals the reference in doubles: values and gradients of every
 * case, in every expansion, at two batch sizes. Simplifying changes nothing.
 */
import { describe, expect, test, vi } from 'vitest';
import { simplify } from '../../engine/compile/8-simplify';
import { verify } from '../../engine/compile/verify';
import type { Graph } from '../../engine/ops/graph';
import { OPS, type OpName } from '../../engine/ops/index';
import { expectClose } from '../gradients/finite-differences';
import { interpret } from '../interpreter/interpret';
import { OP_CASES } from './cases';
import { blockedOps, MACHINE_BLOCK } from './cases/blocked';
import { caseGraph, expansions, feedsFor } from './case-graph';
import type { OpCase } from './op-case';
import { loadOnnx } from './run-onnx';

// Many sessions: a loaded machine may take long without anything being wrong.
vi.setConfig({ testTimeout: 60_000 });

const FLOAT32_TOLERANCE = 1e-5;

function batchSizes(graph: Graph): number[] {
  return graph.inputs.some(({ value }) => value.shape.some((dim) => typeof dim === 'string')) ? [2, 3] : [2];
}

async function compare(op: OpName, one: OpCase): Promise<void> {
  const { graph } = caseGraph(op, one);
  for (const { name, graph: expanded } of expansions(graph)) {
    const what = `${op} (${one.title}; ${name})`;
    const simple = simplify(expanded);
    verify(simple, '8-simplify', { primitive: true });
    const runner = await loadOnnx(simple);
    for (const batch of batchSizes(graph)) {
      const feeds = feedsFor(graph, one, batch);
      const reference = interpret(expanded, feeds);
      interpret(simple, feeds).forEach((value, index) => expectClose(value, reference[index]!, 1e-12, `${what}, simplified, output ${index}`));
      (await runner.run(feeds)).forEach((value, index) => expectClose(value, reference[index]!, FLOAT32_TOLERANCE, `${what}, ONNX Runtime, batch ${batch}, output ${index}`));
    }
    await runner.release();
  }
}

describe('ONNX Runtime computes what the reference computes', () => {
  const runnable = (Object.keys(OPS) as OpName[]).filter((op) => MACHINE_BLOCK !== undefined || !Object.hasOwn(blockedOps, op));

  test.each(runnable)('%s', async (op) => {
    for (const one of OP_CASES[op] as readonly OpCase[]) await compare(op, one);
  });
});

test('both backends and all variants of a composite op agree', () => {
  const composites = (Object.keys(OPS) as OpName[]).filter((op) => OPS[op].kind === 'composite');
  for (const op of composites) {
    for (const one of OP_CASES[op] as readonly OpCase[]) {
      const { graph } = caseGraph(op, one);
      const feeds = feedsFor(graph, one, 2);
      const [first, ...others] = expansions(graph).map((expansion) => interpret(expansion.graph, feeds));
      for (const other of others) other.forEach((value, index) => expectClose(value, first![index]!, 1e-6, `${op} (${one.title}), output ${index}`));
    }
  }
  expect(composites.length).toBeGreaterThan(0);
});
