/** Freezing up to a place, and networks made ready for other data. */
import { describe, expect, it } from 'vitest';
import type { Column } from '../../engine/data/dataset';
import type { LoomDocument } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { findTemplate } from '../../engine/templates';
import { freezeUpToHere, trainEverything } from '../../renderer/commands/transfer';
import { withUpstream } from '../../renderer/network/upstream';
import { travelHistory } from '../../renderer/store/document-store';
import { select } from '../../renderer/store/session-store';
import { retrained, type NewData, type TrainedPart } from '../../renderer/transfer/retrain';
import { graph, now, openTemplate, selectNames } from './window';

const frozenNames = (document: LoomDocument = now()): string[] => document.graph.nodes.filter(({ frozen }) => frozen).map(({ name }) => name);

describe('freezing up to here', () => {
  it('freezes what has weights before a box, and the box itself', () => {
    openTemplate('lenet5');
    selectNames('dense3');
    freezeUpToHere.run();
    expect(frozenNames()).toEqual(['conv1', 'conv2', 'dense3']);
    travelHistory(-1);
    expect(frozenNames()).toEqual([]);
  });

  it('works from a wire, and is taken back at once', () => {
    openTemplate('lenet5');
    const wire = graph().wires.find(({ from }) => graph().nodes.find(({ id }) => id === from.node)?.name === 'flatten')!;
    select([wire.id]);
    freezeUpToHere.run();
    expect(frozenNames()).toEqual(['conv1', 'conv2']);
    expect(trainEverything.unavailable!()).toBeUndefined();
    trainEverything.run();
    expect(frozenNames()).toEqual([]);
    expect(trainEverything.unavailable!()).toBe('No box of this graph is frozen.');
  });

  it('takes every branch along', () => {
    openTemplate('resnet-small');
    const output = graph().nodes.find(({ type }) => type === 'output')!;
    expect(withUpstream(graph(), [output.id]).size).toBe(graph().nodes.length);
    expect(withUpstream(graph(), ['nobody'])).toEqual(new Set());
  });

  it('needs a place', () => {
    openTemplate('lenet5');
    select([]);
    expect(freezeUpToHere.unavailable!()).toMatch(/^Select the box or wire/);
  });
});

describe('retraining', () => {
  const columns: readonly Column[] = [
    { name: 'image', kind: 'image', isTarget: false, image: { height: 60, width: 40, channels: 3 } },
    { name: 'sort', kind: 'category', isTarget: true, classes: ['cat', 'dog', 'owl'] },
  ];
  const data: NewData = { source: { kind: 'folder', path: '/home/me/animals' }, fingerprint: 'f', columns };
  const template = findTemplate('lenet5')!;
  const base: LoomDocument = { ...template.build(template.size), data: { source: { kind: 'builtin', name: 'digits' }, augmentation: [{ kind: 'flip-horizontal', probability: 0.5 }], split: { seed: 9, validation: 0.5, test: 0 } } };
  const retrain = (part: TrainedPart) => retrained(base, inferNetwork(base), data, part);

  it('of the last layer freezes all others', () => {
    const document = retrain('head');
    expect(frozenNames(document)).toEqual(['conv1', 'conv2', 'dense3', 'dense4']);
    const network = inferNetwork(document);
    expect(network.problems).toEqual([]);
    expect([...network.tensors.values()].filter(({ trained }) => trained).map(({ key }) => key)).toEqual(['head.weight', 'head.bias']);
    expect(network.tensors.get('head.weight')!.shape[0]).toBe(3);
  });

  it('of the Dense layers makes them new', () => {
    const document = retrain('dense');
    expect(frozenNames(document)).toEqual(['conv1', 'conv2']);
    expect(document.graph.nodes.filter(({ type }) => type === 'dense').map(({ name }) => name)).toEqual(['head', 'head2', 'head3']);
  });

  it('of everything slows what was there before', () => {
    const document = retrain('all');
    expect(frozenNames(document)).toEqual([]);
    const { tensors } = inferNetwork(document);
    expect(tensors.get('conv1.weight')!.settings.lrScale).toBe(0.1);
    expect(tensors.get('head.weight')!.settings.lrScale).toBeUndefined();
  });

  it('brings pictures to the size of the network, and keeps nothing of the old data', () => {
    const { data: own, name, graph: { nodes } } = retrain('head');
    expect(own).toEqual({ source: data.source, fingerprint: 'f' });
    expect(name).toBe('lenet5 on animals');
    expect(nodes.find(({ type }) => type === 'input')!.params['shape']).toEqual([1, 28, 28]);
  });
});
