/** Editing one node works out only what the edit changed. Calls are counted, because times differ from machine to machine. */
import { beforeEach, expect, test } from 'vitest';
import { updateNode } from '../../engine/document/edits';
import type { JsonObject, LoomDocument } from '../../engine/document/model';
import { NetworkInference } from '../../engine/infer/infer-network';
import { inferNode } from '../../engine/infer/infer-node';
import { Sketch } from '../compile/small-network';

const COUNT = 1000;

/** A thousand boxes: an input, then Dense and ReLU by turns. */
function tower(): LoomDocument {
  const sketch = new Sketch();
  const layers = Array.from({ length: COUNT - 1 }, (_, index) => (index % 2 === 0 ? { type: 'dense', name: `dense${index}`, params: { units: 4 } } : { type: 'relu', name: `relu${index}` }));
  sketch.chain({ type: 'input', name: 'x', params: { shape: [4] } }, ...layers);
  return sketch.document();
}

function change(document: LoomDocument, name: string, params: JsonObject): LoomDocument {
  const { id } = document.graph.nodes.find((node) => node.name === name)!;
  return { ...document, graph: updateNode(document.graph, id, { params }) };
}

const visited: string[] = [];

/** Inference that notes which boxes it works out. */
function observed(): NetworkInference {
  return new NetworkInference((flat, definition, inputs) => {
    visited.push(flat.path);
    return inferNode(flat, definition, inputs);
  });
}

/** The boxes that were worked out since the last call. */
function workedOut(): string[] {
  return visited.splice(0);
}

const document = tower();
let inference: NetworkInference;

beforeEach(() => {
  inference = observed();
  inference.infer(document);
  workedOut();
});

test('at first, every box once', () => {
  observed().infer(document);
  expect(workedOut()).toHaveLength(COUNT);
});

test('nothing, where nothing changed', () => {
  inference.infer({ ...document });
  expect(workedOut()).toEqual([]);
});

test('one box, where its shape stays', () => {
  inference.infer(change(document, 'dense500', { units: 4, bias: false }));
  expect(workedOut()).toEqual(['dense500']);
});

test('the boxes behind it as far as the shape differs', () => {
  const found = inference.infer(change(document, 'dense500', { units: 7 }));
  expect(workedOut()).toEqual(['dense500', 'relu501', 'dense502']);
  expect(found.tensors.get('dense502.weight')!.shape).toEqual([4, 7]);
});

test('one box for a mistake, and again for its repair', () => {
  const broken = inference.infer(change(document, 'dense500', { units: 0 }));
  expect(workedOut()).toEqual(['dense500']);
  expect(broken.problems.map(({ node }) => node)).toEqual(['dense500']);
  const repaired = inference.infer(change(document, 'dense500', { units: 4 }));
  expect(workedOut()).toEqual(['dense500']);
  expect(repaired.totals).toEqual(observed().infer(document).totals);
});

test('moving a box works out that box alone, and changes nothing', () => {
  const { id } = document.graph.nodes[500]!;
  const moved = inference.infer({ ...document, graph: updateNode(document.graph, id, { position: { x: 9, y: 9 } }) });
  expect(workedOut().length).toBeLessThanOrEqual(1);
  expect(moved.problems).toEqual([]);
});
