/** Text and canvas on one history, and what the editor proposes. */
import { beforeEach, describe, expect, it } from 'vitest';
import { updateNode } from '../../engine/document/edits';
import { parseModel } from '../../engine/text/parse';
import { proposals } from '../../renderer/code/complete';
import { lineEdits } from '../../renderer/code/line-edits';
import { hasMistakes, shownModel, shownText, typeText } from '../../renderer/code/text-sync';
import { travelHistory, useDocument } from '../../renderer/store/document-store';
import { editOpenGraph } from '../../renderer/store/open-graph-store';
import { node, now, openTemplate } from './window';

let clock = 0;
const text = () => shownText(now());
const type = (from: string, to: string) => typeText(text().replace(from, to), (clock += 10_000));

beforeEach(() => openTemplate('lenet5'));

describe('typing', () => {
  it('and drawing are undone in their order, one by one', () => {
    const start = text();
    type('const conv1', '// the first\nconst conv1');
    type('filters: 6', 'filters: 8');
    editOpenGraph('Set a parameter', (graph) => updateNode(graph, node('conv2').id, { params: { ...node('conv2').params, filters: 20 } }));
    expect(text()).toContain('// the first');
    expect(text()).toContain('filters: 20');
    travelHistory(-1);
    expect(text()).toContain('filters: 16');
    expect(node('conv1').params['filters']).toBe(8);
    travelHistory(-1);
    expect(node('conv1').params['filters']).toBe(6);
    expect(text()).toContain('// the first');
    travelHistory(-1);
    expect(text()).toBe(start);
    travelHistory(3);
    expect(text()).toContain('filters: 20');
  });

  it('with a mistake leaves the network as it is, and the mistake can be undone and redone', () => {
    const { network } = useDocument.getState();
    const good = text();
    type('conv2d(input', 'con2d(input');
    expect(hasMistakes(now())).toBe(true);
    expect(shownModel(now()).problems[0]!.message).toContain('Did you mean conv2d?');
    expect(useDocument.getState().network.totals).toEqual(network.totals);
    travelHistory(-1);
    expect(text()).toBe(good);
    travelHistory(1);
    expect(text()).toContain('con2d');
    type('con2d(input', 'conv2d(input');
    expect(hasMistakes(now())).toBe(false);
    expect(text()).toBe(good);
  });

  it('without a pause is one step', () => {
    const steps = () => useDocument.getState().history.steps.length;
    const before = steps();
    for (const filters of ['60', '600']) typeText(text().replace(/filters: 6\d*/, `filters: ${filters}`), (clock += 10));
    expect(steps()).toBe(before + 1);
    expect(node('conv1').params['filters']).toBe(600);
  });
});

describe('changes of the text', () => {
  it.each([['a\nb\nc', 'a\nB\nc'], ['a\nb', 'a\nx\nb'], ['', 'a'], ['a\na\na', 'a\na'], ['abc\ndef', 'abXc\ndeXf'], ['x', '']])('%j to %j', (before, after) => {
    const edits = lineEdits(before, after);
    let result = before;
    for (const { start, end, text: piece } of [...edits].reverse()) result = result.slice(0, start) + piece + result.slice(end);
    expect(result).toBe(after);
  });
});

describe('proposals', () => {
  const source = 'function twice(x: any, { n: integer = 2 }): any {\n  const a = relu(x);\n  return a;\n}\nconst image = input();\n';
  const labels = (typed: string) => proposals(source + typed, parseModel(source + typed).model).map(({ label }) => label);

  it('are layers and blocks after “=”', () => expect(labels('const c = con')).toEqual(expect.arrayContaining(['conv2d', 'twice'])));
  it('are boxes as inputs', () => expect(labels('const c = conv2d(')).toEqual(['image']));
  it('are the parameters that are not given yet', () => {
    expect(labels('const c = conv2d(image, { filters: 3, ')).toContain('kernel');
    expect(labels('const c = conv2d(image, { filters: 3, ')).not.toContain('filters');
    expect(labels('const c = twice(image, { ')).toEqual(['n']);
  });
  it('are the choices of a parameter', () => expect(labels('const c = conv2d(image, { padding: ')).toEqual(["'valid'", "'same'", "'explicit'"]));
  it('are settings in the second braces', () => expect(labels('const c = relu(image, {}, { ')).toContain('muted'));
});
