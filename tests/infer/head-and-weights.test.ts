/** Another head on a network, weights given to it, and its tensors as boxes name them. */
import { describe, expect, it } from 'vitest';
import { float32Tensor } from '../../engine/core/dtype';
import type { LoomDocument } from '../../engine/document/model';
import { tensorsOfBoxes, withTensorSettings } from '../../engine/infer/box-tensors';
import { giveWeights } from '../../engine/infer/given-weights';
import { inferNetwork } from '../../engine/infer/infer-network';
import { findHeads, replaceHead, type HeadScope } from '../../engine/infer/replace-head';
import { findTemplate } from '../../engine/templates';

function template(name: string): LoomDocument {
  const found = findTemplate(name)!;
  return found.build(found.size);
}

const withHead = (document: LoomDocument, classes: number, scope: HeadScope = 'last') => replaceHead(document, inferNetwork(document), { classes, scope });
const problems = (document: LoomDocument) => inferNetwork(document).problems.map(({ message }) => message);

describe('a head', () => {
  it('is the last Dense, or all of them', () => {
    const document = template('lenet5');
    const [head] = findHeads(document, inferNetwork(document));
    expect(head!.layers.map(({ name }) => name)).toEqual(['dense5', 'dense4', 'dense3']);
  });

  it('is replaced with its wires, under a new name, with values of its own', () => {
    const { document, replaced, added } = withHead(template('lenet5'), 26);
    expect([replaced, added]).toEqual([['dense5'], ['head']]);
    expect(problems(document)).toEqual([]);
    expect(inferNetwork(document).tensors.get('head.weight')!.shape).toEqual([26, 84]);
    expect(inferNetwork(document).tensors.has('dense5.weight')).toBe(false);
    expect(document.graph.wires).toHaveLength(template('lenet5').graph.wires.length);
    // Again: the second head has another name than the first.
    expect(withHead(document, 4).added).toEqual(['head2']);
  });

  it('is replaced with all Dense layers before it', () => {
    const { document, replaced, added } = withHead(template('lenet5'), 26, 'dense');
    expect([replaced, added]).toEqual([['dense3', 'dense4', 'dense5'], ['head', 'head2', 'head3']]);
    expect(inferNetwork(document).tensors.get('head3.weight')!.shape).toEqual([26, 84]);
    expect(problems(document)).toEqual([]);
  });

  it('may be a convolution, and loses weights of classes that are gone', () => {
    const squeeze = template('squeezenet');
    const nodes = squeeze.graph.nodes.map((node) => (node.type === 'output' ? { ...node, params: { ...node.params, classWeights: Array(1000).fill(2) } } : node));
    const { document } = withHead({ ...squeeze, graph: { ...squeeze.graph, nodes } }, 3);
    expect(problems(document)).toEqual([]);
    expect(document.graph.nodes.find(({ type }) => type === 'output')!.params['classWeights']).toBeUndefined();
  });

  it('compares classes by cross-entropy where scores were compared as numbers, and nothing else', () => {
    const loss = (document: LoomDocument) => document.graph.nodes.find(({ type }) => type === 'output')!.params['loss'];
    const assumed = (document: LoomDocument): LoomDocument => ({ ...document, graph: { ...document.graph, nodes: document.graph.nodes.map((node) => (node.type === 'output' ? { ...node, params: { loss: 'mean-squared-error' } } : node)) } });
    const scores = assumed(template('lenet5'));
    expect(loss(withHead(scores, 26).document)).toBe('cross-entropy');
    const bounded = { ...scores, graph: { ...scores.graph, nodes: scores.graph.nodes.map((node) => (node.name === 'dense5' ? { ...node, type: 'sigmoid', params: {} } : node)) } };
    expect(loss(withHead(bounded, 26).document)).toBe('mean-squared-error');
  });

  it.each(['mlp', 'resnet-small', 'mobilenet-small', 'vgg11', 'squeezenet'])('is found in %s', (name) => {
    const document = template(name);
    const [head] = findHeads(document, inferNetwork(document));
    expect(head!.layers[0]!.type).toBe(name === 'squeezenet' ? 'conv2d' : 'dense');
  });

  it('is not looked for where nothing chooses among classes', () => {
    const document = template('lenet5');
    const nodes = document.graph.nodes.filter(({ type }) => type !== 'output');
    const wires = document.graph.wires.filter(({ to }) => nodes.some(({ id }) => id === to.node));
    expect(() => withHead({ ...document, graph: { ...document.graph, nodes, wires } }, 2)).toThrow(/No Output of the network chooses among classes/);
  });
});

describe('weights', () => {
  it('are given by name and shape, also within blocks', () => {
    const document = template('resnet-small');
    const { tensors } = inferNetwork(document);
    const weights = new Map([...tensors].map(([key, { shape }], index) => [key, float32Tensor(shape as number[], new Float32Array((shape as number[]).reduce((a, b) => a * b, 1)).fill(index + 1))]));
    const all = giveWeights(document, inferNetwork(document), weights);
    expect(all.left).toEqual([]);
    const found = inferNetwork(all.document).tensors;
    // Number by number through `toEqual`, this would take seconds.
    const isSame = (a: Float32Array, b: Float32Array | undefined): boolean => a.length === b?.length && a.every((number, at) => number === b[at]);
    for (const [key, { data }] of weights) expect(isSame(data, found.get(key)!.settings.value?.data), key).toBe(true);
    const [key] = weights.keys();
    const part = giveWeights(document, inferNetwork(document), new Map([[key!, weights.get(key!)!], ['strange', float32Tensor([1], [1])]]));
    expect(part.taken).toEqual([key]);
    expect(part.left).toHaveLength(weights.size - 1);
  });

  it('of a box are named as the box names them', () => {
    const document = template('resnet-small');
    const network = inferNetwork(document);
    const block = document.graph.nodes.find((node) => node.block)!;
    const names = tensorsOfBoxes(network, document.graph.nodes).get(block.id)!.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(2);
    const scaled = { ...document, graph: { ...document.graph, nodes: document.graph.nodes.map((node) => (node === block ? withTensorSettings(node, names, { lrScale: 0.1 }) : node)) } };
    const { tensors } = inferNetwork(scaled);
    expect(problems(scaled)).toEqual([]);
    expect([...tensors.values()].filter(({ settings }) => settings.lrScale === 0.1)).toHaveLength(names.length);
    // Inside the block, by the ids of the way there.
    const inner = document.definitions.find(({ id }) => id === block.block!.definition)!.graph.nodes;
    const inside = tensorsOfBoxes(network, inner, [block.id]);
    expect([...inside.values()].flat().every(({ name }) => !name.startsWith(block.name))).toBe(true);
    expect(inside.size).toBeGreaterThan(0);
    const cleared = withTensorSettings(scaled.graph.nodes.find(({ id }) => id === block.id)!, names, { lrScale: undefined });
    expect(cleared.tensors).toEqual(block.tensors);
  });
});
