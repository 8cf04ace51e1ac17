/** The window's side of a look: planes to read, drawings to centre, sentences to understand, room on the boxes. */
import { beforeEach, describe, expect, it } from 'vitest';
import { updateNode } from '../../engine/document/edits';
import type { LookValues } from '../../engine/run/look';
import { isSameForLooks } from '../../renderer/maps/model-choice';
import { boxPort } from '../../renderer/maps/box-port';
import { rankedClasses, shareText, valueText } from '../../renderer/maps/answer-text';
import { portPlanes, tensorPlanes, valueAt } from '../../renderer/maps/planes';
import { boxHeight } from '../../renderer/network/map-slot';
import { moveNodes } from '../../renderer/network/arrange';
import { cameraSentence, FrameRate } from '../../renderer/predict/camera';
import { giveInput, useInputs } from '../../renderer/predict/inputs-store';
import { centredPlacement, inkOf } from '../../renderer/predict/stroke';
import { editOpenGraph, useOpenGraph } from '../../renderer/store/open-graph-store';
import { showSample, useSample } from '../../renderer/store/sample-store';
import { graph, node, now, openTemplate } from './window';

const page = (shape: readonly number[], first = 0, count = shape[0]!): LookValues => {
  const size = shape.slice(1).reduce((product, axis) => product * axis, 1) * count;
  return { shape, first, count, values: new Uint8Array(Float32Array.from({ length: size }, (_, index) => index).buffer) };
};

describe('planes', () => {
  it('are channels of a picture, counted from the page’s first', () => {
    const planes = portPlanes(page([8, 2, 3], 4, 2));
    expect(planes.map(({ title, height, width }) => [title, height, width])).toEqual([['channel 4', 2, 3], ['channel 5', 2, 3]]);
    expect(valueAt(planes[1]!, 1, 2)).toEqual([11]);
  });

  it('of filters over three inputs are in colour, of others one by one', () => {
    const [colour] = tensorPlanes(page([2, 3, 2, 2]));
    expect([colour!.isColour, valueAt(colour!, 0, 1)]).toEqual([true, [1, 5, 9]]);
    expect(tensorPlanes(page([2, 2, 1, 1])).map(({ title }) => title)).toEqual(['filter 0, input 0', 'filter 0, input 1', 'filter 1, input 0', 'filter 1, input 1']);
  });

  it('of a vector are folded, and its last line may end early', () => {
    const [plane] = portPlanes(page([40]));
    expect([plane!.height, plane!.width, plane!.span.max]).toEqual([2, 32, 39]);
    expect(valueAt(plane!, 1, 7)).toEqual([39]);
    expect(valueAt(plane!, 1, 8)).toEqual([Number.NaN]);
  });
});

describe('a drawing', () => {
  it('is scaled to 20 of 28 and laid with its centre of mass in the middle', () => {
    const weights = new Uint8Array(100);
    for (const [row, column] of [[2, 3], [2, 4], [3, 3], [3, 4], [4, 3], [4, 4], [5, 3], [5, 4]]) weights[row! * 10 + column!] = 1;
    const ink = inkOf(weights, 10)!;
    expect(ink).toEqual({ left: 3, top: 2, width: 2, height: 4, x: 4, y: 4 });
    const { scale, x, y } = centredPlacement(ink, 28);
    expect(ink.height * scale).toBeCloseTo(20);
    expect([x + ink.x * scale, y + ink.y * scale]).toEqual([expect.closeTo(14), expect.closeTo(14)]);
    expect(inkOf(new Uint8Array(4), 2)).toBeUndefined();
  });
});

describe('inputs by hand', () => {
  it('stand over the row that was shown, and give it back', () => {
    showSample({ kind: 'row', row: 7 });
    giveInput('x', 1);
    giveInput('y', 2);
    expect(useSample.getState().sample).toEqual({ kind: 'given', inputs: { x: 1, y: 2 }, row: 7 });
    giveInput('x', undefined);
    giveInput('y', undefined);
    expect(useSample.getState().sample).toEqual({ kind: 'row', row: 7 });
    giveInput('x', 3);
    showSample({ kind: 'row', row: 8 });
    expect(useInputs.getState().given).toEqual({});
  });
});

describe('boxes', () => {
  beforeEach(() => openTemplate('lenet5'));

  it('keep room by what they are, not by what has come', () => {
    const facts = (name: string) => useOpenGraph.getState().facts.get(node(name).id)!;
    expect(['input', 'conv1', 'dense3', 'output'].map((name) => boxHeight(facts(name), true))).toEqual([120, 100, 100, 120]);
    expect(['input', 'conv1', 'output'].map((name) => boxHeight(facts(name), false))).toEqual([80, 80, 80]);
  });

  it('show their own port, an Output its answer, a bypassed one nothing', () => {
    const port = (name: string) => boxPort(useOpenGraph.getState(), node(name).id);
    expect(['conv1', 'output'].map(port)).toEqual(['conv1:out', 'output']);
    editOpenGraph('Bypass', (old) => updateNode(old, node('relu1').id, { muted: true }));
    expect(port('relu1')).toBeUndefined();
  });

  it('may be moved without another look, but not changed', () => {
    const before = now();
    editOpenGraph('Move', (old) => moveNodes(old, new Map([[graph().nodes[0]!.id, { x: 500, y: 0 }]])));
    expect(now()).not.toBe(before);
    expect(isSameForLooks(before, now())).toBe(true);
    editOpenGraph('Set', (old) => updateNode(old, node('conv1').id, { params: { ...node('conv1').params, filters: 9 } }));
    expect(isSameForLooks(before, now())).toBe(false);
  });
});

describe('words', () => {
  it('for cameras say what to do', () => {
    const sentence = (name: string) => cameraSentence(new DOMException('', name));
    expect(['NotAllowedError', 'NotFoundError', 'NotReadableError'].map((name) => sentence(name).split('.')[0])).toEqual(['The camera is not allowed', 'No camera was found', 'The camera is busy']);
    const rate = new FrameRate();
    expect([0, 50, 100].map((time) => rate.add(time))).toEqual([0, 20, 20]);
  });

  it('for values are short', () => {
    expect([0, 3, Math.fround(0.01), 0.98765, -12.3456, 1.5e-7, 123_456.7, Number.NaN].map(valueText)).toEqual(['0', '3', '0.01000', '0.9877', '−12.35', '1.5e-7', '1.2e5', 'NaN']);
    expect(shareText(0.9876)).toBe('98.8 %');
    expect(rankedClasses({ kind: 'category', label: 'b', probabilities: { a: 0.2, b: 0.5, c: 0.2 } }).map(({ label }) => label)).toEqual(['b', 'a', 'c']);
  });
});
