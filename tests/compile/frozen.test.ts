/** What freezing does to the training step: no gradients below the lowest trained tensor, statistics that stand still. */
import { describe, expect, test } from 'vitest';
import { compileTraining, trainingGraph } from '../../engine/compile/pipeline';
import type { GraphNode, LoomDocument } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { bindingName } from '../../engine/ops/graph';
import { SGD, Sketch, TARGET } from './small-network';

function tower(change: (node: GraphNode) => GraphNode = (node) => node): LoomDocument {
  const sketch = new Sketch();
  sketch.chain(
    { type: 'input', name: 'x', params: { shape: [1, 8, 8] } },
    { type: 'conv2d', name: 'low', params: { filters: 2, kernel: 3 } },
    { type: 'batch-norm', name: 'norm' },
    { type: 'relu', name: 'relu' },
    { type: 'conv2d', name: 'high', params: { filters: 2, kernel: 3 } },
    { type: 'flatten', name: 'flat' },
    { type: 'dense', name: 'head', params: { units: 3 } },
    { type: 'output', name: 'y' },
  );
  const document = sketch.document();
  return { ...document, graph: { ...document.graph, nodes: document.graph.nodes.map(change) } };
}

const frozen = (...names: readonly string[]) => (node: GraphNode): GraphNode => (names.includes(node.name) ? { ...node, frozen: true } : node);

/** How many ops of the backward pass belong to each box. */
function backwardOps(document: LoomDocument): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { origin, phase } of trainingGraph(inferNetwork(document), { update: SGD }).nodes) if (phase === 'backward') counts[origin] = (counts[origin] ?? 0) + 1;
  return counts;
}

const outputs = (document: LoomDocument): string[] => compileTraining(inferNetwork(document), { update: SGD }, TARGET).outputs.map(({ binding }) => bindingName(binding));

describe('gradients', () => {
  test('go down to the lowest trained tensor and no further', () => {
    const all = backwardOps(tower());
    for (const box of ['low', 'norm', 'relu', 'high', 'flat', 'head']) expect(all[box], box).toBeGreaterThan(0);
    const part = backwardOps(tower(frozen('low', 'norm')));
    for (const box of ['low', 'norm', 'relu']) expect(part[box], box).toBeUndefined();
    expect(part['high']).toBeGreaterThan(0);
    expect(part['high']).toBeLessThan(all['high']!);
    const head = backwardOps(tower(frozen('low', 'norm', 'high')));
    expect(Object.keys(head).filter((box) => ['low', 'norm', 'relu', 'high', 'flat'].includes(box))).toEqual([]);
  });

  test('pass through a frozen layer to those below it', () => {
    const counts = backwardOps(tower(frozen('high')));
    expect(counts['low']).toBeGreaterThan(0);
    expect(counts['high']).toBeGreaterThan(0);
    expect(outputs(tower(frozen('high')))).not.toContain('high.weight');
  });
});

describe('BatchNorm', () => {
  test('follows its batches while it trains and stands still where it is frozen', () => {
    expect(outputs(tower())).toContain('norm.running_mean');
    expect(outputs(tower(frozen('norm')))).not.toContain('norm.running_mean');
  });

  test('is frozen too where all its tensors are, as a glob within a block freezes them', () => {
    const tensors = Object.fromEntries(['weight', 'bias', 'running_mean', 'running_var'].map((name) => [name, { frozen: true }]));
    const found = outputs(tower((node) => (node.name === 'norm' ? { ...node, tensors } : node)));
    expect(found.filter((name) => name.startsWith('norm.'))).toEqual([]);
    // Weights alone: it keeps following its batches, as PyTorch does.
    const { weight, bias } = tensors;
    expect(outputs(tower((node) => (node.name === 'norm' ? { ...node, tensors: { weight: weight!, bias: bias! } } : node)))).toContain('norm.running_mean');
  });
});
