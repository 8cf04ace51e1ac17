/** “Why this number?”: what can be tried out, what would follow, and that the document stays as it is until it is applied. */
import { beforeEach, describe, expect, it } from 'vitest';
import { inferNetwork, type InferredNode } from '../../engine/infer/infer-network';
import { findLayer, LAYER_TYPES } from '../../engine/layers';
import { exchangeConvolution, exchangeTitle } from '../../renderer/network/separable';
import { updateNode } from '../../engine/document/edits';
import { editOpenGraph } from '../../renderer/store/open-graph-store';
import { useDocument } from '../../renderer/store/document-store';
import { subjectOfBox } from '../../renderer/why/box-subject';
import { moved, movableParameters, valueOf } from '../../renderer/why/movable';
import { boxOf, effectOf, withParameters } from '../../renderer/why/what-if';
import { chooseQuantity, explain, follow, goBack, tryOut, useWhy } from '../../renderer/why/why-store';
import { explainNumber } from '../../renderer/commands/why';
import { node, now, openTemplate, selectNames } from './window';

const inferred = (path: string): InferredNode => useDocument.getState().network.nodes.find(({ flat }) => flat.path === path)!;
const effect = (path: string, changes: Parameters<typeof withParameters>[2]) => effectOf(useDocument.getState().network, inferNetwork(withParameters(now(), inferred(path), changes)));

describe('what if', () => {
  beforeEach(() => openTemplate('lenet5'));

  it('gives the totals and the shapes that follow, and leaves the document alone', () => {
    const before = now();
    const found = effect('conv1', { filters: 12 });
    expect(found.parameters).toEqual([61_706, 61_706 + 156 + 6 * 25 * 16]);
    expect(found.shapes.map(({ path }) => path)).toEqual(['conv1', 'relu1', 'pool1']);
    expect(found.broken).toEqual([]);
    expect(now()).toBe(before);
    expect(effect('conv1', {}).shapes).toEqual([]);
  });

  it('says which box would break, with the sentence of the engine, and how many have no size then', () => {
    const found = effect('conv1', { kernel: [24, 24], padding: 'valid' });
    expect(found.broken.map(({ node: path }) => path)).toEqual(['conv2']);
    expect(found.broken[0]!.message).toContain('has a window of 5 pixels, larger than the 2 pixels');
    expect(found.cutOff).toBeGreaterThan(5);
  });

  it('reaches every copy of a block', () => {
    openTemplate('resnet-small');
    const path = useDocument.getState().network.nodes.find(({ flat }) => flat.path.startsWith('stage1-block1/') && flat.node.type === 'conv2d')!.flat.path;
    const found = effect(path, { groups: 2 });
    expect(found.parameters[1]).toBeLessThan(found.parameters[0]);
    const changed = withParameters(now(), inferred(path), { groups: 2 });
    const copies = inferNetwork(changed).nodes.filter(({ flat }) => flat.node.id === inferred(path).flat.node.id);
    expect(copies.length).toBeGreaterThan(1);
    expect(copies.every(({ parameters }) => parameters['groups'] === 2)).toBe(true);
  });
});

describe('sliders', () => {
  beforeEach(() => openTemplate('lenet5'));

  const movable = (path: string, changes = {}) => {
    const one = inferred(path);
    return movableParameters(one, boxOf(now(), one)!.params, { ...one.parameters, ...changes });
  };

  it('come from what the layer has', () => {
    expect(movable('conv2').movable.map(({ name }) => name)).toEqual(['filters', 'kernel', 'stride', 'dilation', 'groups', 'padding']);
    expect(movable('dense3').movable.map(({ name }) => name)).toEqual(['units']);
    expect(movable('relu1').movable).toEqual([]);
    expect(movable('conv2', { padding: 'explicit' }).movable.map(({ name }) => name)).toContain('pads');
  });

  it('offer only groups that divide channels and filters', () => {
    const groups = movable('conv2').movable.find(({ name }) => name === 'groups');
    expect(groups).toMatchObject({ kind: 'stops', stops: [1, 2] });
  });

  it('move a square together and an oblong side by side', () => {
    const [kernel] = movable('conv2').movable.filter(({ name }) => name === 'kernel');
    expect(moved(kernel!, inferred('conv2').parameters, 3)).toEqual([3, 3]);
    editOpenGraph('oblong', (graph) => updateNode(graph, node('conv2').id, { params: { ...node('conv2').params, kernel: [3, 5] } }));
    const sides = movable('conv2').movable.filter(({ name }) => name === 'kernel');
    expect(sides.map(({ label }) => label)).toEqual(['Kernel, height', 'Kernel, width']);
    expect(sides.map((side) => valueOf(side, inferred('conv2').parameters))).toEqual([3, 5]);
    expect(moved(sides[1]!, inferred('conv2').parameters, 7)).toEqual([3, 7]);
  });

  it('begin where the layer accepts them, whatever the layer', () => {
    for (const type of LAYER_TYPES) {
      const definition = findLayer(type)!;
      const parameters = Object.fromEntries(Object.entries(definition.parameters).map(([name, { default: value }]) => [name, value]));
      const one = { ...inferred('conv2'), definition, parameters } as InferredNode;
      for (const slider of movableParameters(one, {}, parameters).movable) {
        const to = slider.kind === 'range' ? slider.least : slider.kind === 'stops' ? slider.stops[0]! : slider.options[0]!;
        expect(definition.parameters[slider.name]!.parse(moved(slider, parameters, to)), `${type} ${slider.name}`).toHaveProperty('value');
      }
    }
  });

  it('reach the windows of sequences and volumes, and edges one by one', () => {
    const of = (type: string, parameters: Record<string, unknown>) => {
      const definition = findLayer(type)!;
      const all = { ...Object.fromEntries(Object.entries(definition.parameters).map(([name, { default: value }]) => [name, value])), ...parameters };
      return movableParameters({ ...inferred('conv2'), definition, parameters: all } as InferredNode, {}, all).movable.map(({ label }) => label);
    };
    expect(of('conv1d', {})).toEqual(expect.arrayContaining(['Filters', 'Kernel', 'Stride', 'Dilation']));
    expect(of('conv3d', { kernel: [1, 3, 3] })).toEqual(expect.arrayContaining(['Kernel, depth', 'Kernel, height', 'Kernel, width']));
    expect(of('zero-pad2d', { pads: [0, 1, 0, 1] })).toEqual(['Pads, top', 'Pads, left', 'Pads, bottom', 'Pads, right']);
  });

  it('leave alone what the block computes', () => {
    openTemplate('resnet-small');
    const one = useDocument.getState().network.nodes.find(({ flat }) => flat.path.startsWith('stage1-block1/') && flat.node.type === 'conv2d')!;
    const { movable: found, computed } = movableParameters(one, boxOf(now(), one)!.params, one.parameters);
    expect(computed).toContain('Filters');
    expect(found.map(({ name }) => name)).not.toContain('filters');
  });
});

describe('a separable convolution in the place of a normal one', () => {
  it('keeps every shape, costs less, and comes back', () => {
    openTemplate('lenet5');
    const { network } = useDocument.getState();
    expect(exchangeTitle(node('conv2'))).toBe('SeparableConv2D');
    editOpenGraph('exchange', (graph) => exchangeConvolution(graph, node('conv2').id));
    const separable = useDocument.getState().network;
    expect(separable.problems).toEqual([]);
    expect(separable.nodes.map(({ sizes }) => sizes?.outputs)).toEqual(network.nodes.map(({ sizes }) => sizes?.outputs));
    expect(separable.totals.macs).toBeLessThan(network.totals.macs);
    editOpenGraph('exchange', (graph) => exchangeConvolution(graph, node('conv2').id));
    expect(useDocument.getState().network.totals).toEqual(network.totals);
  });

  it('takes the settings of tensors with it that the other layer does not have', () => {
    openTemplate('lenet5');
    editOpenGraph('freeze', (graph) => updateNode(graph, node('conv2').id, { tensors: { weight: { frozen: true } } }));
    editOpenGraph('exchange', (graph) => exchangeConvolution(graph, node('conv2').id));
    expect(node('conv2').tensors).toBeUndefined();
    expect(useDocument.getState().network.problems).toEqual([]);
  });
});

describe('questions', () => {
  beforeEach(() => {
    openTemplate('resnet-small');
    useWhy.setState({ question: undefined, trail: [], changes: {} });
  });

  it('about a block lead to its layers, and its shape to the layer that leaves it', () => {
    const block = node('stage1-block');
    expect(subjectOfBox(block.id, 'parameters')).toEqual({ kind: 'block', place: [], node: block.id });
    expect(subjectOfBox(block.id, 'output')).toMatchObject({ kind: 'layer', path: expect.stringMatching(/^stage1-block3\//) as string });
  });

  it('go from a sum to a term and back, and forget what was tried out elsewhere', () => {
    const subject = { kind: 'layer', path: 'conv' } as const;
    explain({ subject: { kind: 'network' }, quantity: 'parameters' }, { x: 0, y: 0 });
    follow({ subject, quantity: 'parameters' });
    tryOut({ filters: 3 });
    chooseQuantity('macs');
    expect(useWhy.getState()).toMatchObject({ question: { subject, quantity: 'macs' }, changes: { filters: 3 } });
    goBack();
    expect(useWhy.getState()).toMatchObject({ question: { subject: { kind: 'network' } }, trail: [], changes: {} });
  });

  it('are refused with a reason where there is nothing to ask', () => {
    selectNames('stage1-block', 'stage2-block');
    expect(explainNumber.unavailable!()).toBe('Select one box, or nothing for the whole network.');
  });
});
