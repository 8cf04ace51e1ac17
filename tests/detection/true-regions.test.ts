/** True boxes stand among the regions while a detector of two stages is trained, and only then. */
import { describe, expect, it } from 'vitest';
import { inferenceGraph, trainingStep } from '../../engine/compile/pipeline';
import { inferNetwork } from '../../engine/infer/infer-network';
import { withTrueBoxes } from '../../engine/layers/detection/head/true-regions';
import type { Graph } from '../../engine/ops/graph';
import { requireTemplate } from '../../engine/templates';
import { layerNamed, parametersOf } from '../layers/lower-layer';
import { compute, type Given } from './run-terms';

/** Six regions of 40 pixels in a row, and one small object in the list of three; the second is a crowd. */
const REGIONS: Given = { shape: [1, 6, 4], data: [20, 60, 100, 140, 180, 220].flatMap((x) => [x, 20, 40, 40]) };
const OBJECTS: Given = { shape: [1, 3, 5], data: [50, 30, 8, 8, 1, 90, 90, 50, 50, -2, 0, 0, 0, 0, -1] };

describe('regions in training', () => {
  it('end with the objects; the others stay', () => {
    const [found] = compute([REGIONS, OBJECTS], (b, [regions, objects]) => [withTrueBoxes(b, regions!, objects)]);
    expect(found).toEqual([...REGIONS.data.slice(0, 12), 50, 30, 8, 8, ...REGIONS.data.slice(16)]);
  });

  it('give at most half of their places to objects', () => {
    const [found] = compute([{ shape: [1, 3, 4], data: REGIONS.data.slice(0, 12) }, { ...OBJECTS, data: [1, 2, 3, 4, 0, 5, 6, 7, 8, 0, 9, 9, 9, 9, 0] }], (b, [regions, objects]) => [withTrueBoxes(b, regions!, objects)]);
    expect(found).toEqual([...REGIONS.data.slice(0, 8), 1, 2, 3, 4]);
  });

  it.each([true, false])('let the second stage learn from an object that no region overlaps by half (added: %s)', (isAdded) => {
    const head = layerNamed('fast-rcnn-head');
    const parameters = parametersOf(head, { classes: 2, most: 3 });
    const zeros = (width: number): Given => ({ shape: [1, 6, width], data: Array.from({ length: 6 * width }, () => 0) });
    const [assignment] = compute([REGIONS, zeros(3), zeros(4), OBJECTS], (b, [regions, classes, shifts, objects]) => {
      const inputs = [isAdded ? withTrueBoxes(b, regions!, objects) : regions!, classes!, shifts!];
      return [head.target!.loss({ builder: b, input: inputs[0]!, inputs, target: objects!, parameters }).named!['assignment']!];
    });
    expect(assignment!.reduce((sum, value) => sum + value)).toBe(isAdded ? 1 : 0);
    expect(assignment![3]).toBe(isAdded ? 1 : 0);
  });
});

describe.each(['rcnn-small', 'fast-rcnn-small', 'faster-rcnn-small', 'mask-rcnn-small'])('%s', (name) => {
  const network = inferNetwork(requireTemplate(name).build({ input: [3, 64, 64], classes: 2 }));
  /** Whether anything that the regions of this graph are made of is the target. */
  const readsTruth = (graph: Graph) => graph.nodes.some(({ origin, inputs }) => origin !== 'objects' && inputs.some((value) => graph.inputs.some((input) => input.value === value && input.binding.kind === 'target')));

  it('has true boxes among its regions in training, and not in use', () => {
    expect(readsTruth(trainingStep(network, { update: { name: 'main', losses: '**', tensors: '**', optimizer: { name: 'sgd' }, every: 1 } }).graph)).toBe(true);
    expect(readsTruth(inferenceGraph(network, { losses: true }))).toBe(false);
  });
});
