/** How the boxes of a large file are gathered: by modules, by rows of modules that are alike, and by what one module computes. */
import { describe, expect, it } from 'vitest';
import type { Box } from '../../engine/import/box';
import { isGroup, type Item } from '../../engine/import/group';
import { groupBoxes } from '../../engine/import/group-boxes';

const box = (name: string, inputs: readonly string[], output: string, scope: readonly string[] = [], type = 'relu'): Box => ({ type, params: {}, name, scope, tensors: {}, inputs: inputs.map((value, index) => [`in${index}`, value]), outputs: [[`out`, output]] });

const input = box('input', [], 'v0', [], 'input');
const output = (value: string): Box => ({ ...box('output', [value], ''), outputs: [] });

/** From `v<first>` on, one box after the other. */
const chain = (first: number, count: number, make: (index: number) => Pick<Box, 'name' | 'scope'>): Box[] =>
  Array.from({ length: count }, (_, index) => ({ ...box('', [`v${first + index}`], `v${first + index + 1}`), ...make(index) }));

const names = (items: readonly Item[]): string[] => items.map((item) => (isGroup(item) ? `${item.name}(${item.items.length})` : item.name));

describe('a large file', () => {
  it('is left as it is where it can be read', () => {
    const boxes = [input, ...chain(0, 5, (index) => ({ name: `part${index}`, scope: [`block${index}`] })), output('v5')];
    expect(names(groupBoxes(boxes))).toEqual(boxes.map(({ name }) => name));
  });

  it('folds the longest row of modules that are alike', () => {
    const blocks = chain(0, 60, (index) => ({ name: `part${index % 2}`, scope: [`stage${index < 6 ? 1 : 2}-block${Math.floor(index / 2) + 1}`] }));
    expect(names(groupBoxes([input, ...blocks, output('v60')]))).toEqual(['input', 'stage1-block1(2)', 'stage1-block2(2)', 'stage1-block3(2)', 'stage2-block(27)', 'output']);
  });

  it('keeps modules of other forms apart', () => {
    const blocks = chain(0, 60, (index) => ({ name: `part${index % 2}`, scope: [`block${Math.floor(index / 2) + 1}`] })).map((one, index) => (index === 20 ? { ...one, type: 'sigmoid' } : one));
    expect(names(groupBoxes([input, ...blocks, output('v60')]))).toEqual(['input', ...Array.from({ length: 10 }, (_, index) => `block${index + 1}(2)`), 'block11(2)', 'block(19)', 'output']);
  });

  it('makes one block of the operators of a module, with what stands between them', () => {
    const parts = chain(0, 30, (index) => ({ name: index === 12 ? 'shape' : 'head', scope: [] }));
    expect(names(groupBoxes([input, ...parts, output('v30')]))).toEqual(['input', 'head(30)', 'output']);
  });

  it('does not gather operators that have nothing to do with each other', () => {
    const parts = Array.from({ length: 30 }, (_, index) => box('sigmoid', ['v0'], `v${index + 1}`));
    expect(groupBoxes([input, ...parts])).toHaveLength(31);
  });
});
