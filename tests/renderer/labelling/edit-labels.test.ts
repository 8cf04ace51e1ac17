/** Changes of labels in the window: steps with names, undone and redone across pictures, counted by class. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { LabelChange } from '../../../engine/shell/protocol/labels';
import { COMMANDS } from '../../../renderer/commands/index';
import { putPoint } from '../../../renderer/labelling/draw-shape';
import { beginEditing, editObjects, redoStep, undoStep } from '../../../renderer/labelling/edit-labels';
import { addClass, chooseClass, removeClass, renameClass } from '../../../renderer/labelling/label-classes';
import { LabelSaver } from '../../../renderer/labelling/label-saver';
import { useLabelView } from '../../../renderer/labelling/label-view';
import { closeLabelling, forgetFolder, selectedObject, useLabelling, type ShownPicture } from '../../../renderer/labelling/labelling-store';
import { acceptSuggestions, newOnes, useSuggestions } from '../../../renderer/labelling/suggestions';

const show = (path: string, objects: ShownPicture['objects'] = undefined): void =>
  // There are no pixels to look at here.
  useLabelling.setState({ shown: { path, width: 60, height: 40, bitmap: {} as ImageBitmap, objects }, selected: undefined });
const run = (id: string): void => COMMANDS.find((command) => command.id === `label-${id}`)!.run();
const why = (id: string): string | undefined => COMMANDS.find((command) => command.id === `label-${id}`)!.unavailable!();
const boxes = () => useLabelling.getState().shown!.objects?.map(({ category, x, y, width, height }) => [category, x, y, width, height]);
const uses = () => [...useLabelling.getState().uses].filter(([, count]) => count > 0);

let written: LabelChange[] = [];

beforeEach(() => {
  written = [];
  forgetFolder();
  useSuggestions.setState({ path: undefined, list: [] });
  useLabelView.setState({ cursor: undefined, scale: 1 });
  beginEditing(new LabelSaver({ folder: '/f', revision: '', save: async (change) => (written.push(change), { revision: '' }), onChange: () => undefined }));
  useLabelling.setState({ isOpen: true, folder: '/f', pictures: [{ path: 'a' }, { path: 'b' }], at: 0, tool: 'box', copied: [] });
  show('a');
  return closeLabelling;
});

describe('labels', () => {
  it('are drawn with two points, and make the first class', () => {
    putPoint({ x: 10.4, y: 5 });
    putPoint({ x: 2, y: 19.6 });
    expect(boxes()).toEqual([[1, 2, 5, 8, 15]]);
    expect(useLabelling.getState()).toMatchObject({ categories: [{ id: 1, name: 'object' }], category: 1, selected: 1, nextId: 2, pictures: [{ path: 'a', objects: 1 }, { path: 'b' }] });
    expect(uses()).toEqual([[1, 1]]);
    expect(written.at(-1)).toMatchObject({ categories: [{ id: 1, name: 'object' }], pictures: [{ path: 'a' }] });
  });

  it('are drawn around with points until the first is met', () => {
    useLabelling.setState({ tool: 'polygon' });
    for (const [x, y] of [[10, 10], [30, 10], [30, 30], [12, 12]] as const) putPoint({ x, y });
    expect(useLabelling.getState().shown!.objects).toMatchObject([{ x: 10, y: 10, width: 20, height: 20, polygons: [[10, 10, 30, 10, 30, 30]] }]);
  });

  it('are drawn by keyboard from the middle', () => {
    run('put');
    run('move-right-far');
    run('move-down');
    run('put');
    expect(boxes()).toEqual([[1, 30, 20, 10, 1]]);
    // The box is selected now, so that arrows move and stretch it.
    run('move-left');
    run('stretch-down-far');
    expect(boxes()).toEqual([[1, 29, 20, 10, 11]]);
  });

  it('are undone and redone, with their classes and counts, on whatever picture they are', async () => {
    putPoint({ x: 0, y: 0 });
    putPoint({ x: 5, y: 5 });
    addClass('cup');
    show('b');
    putPoint({ x: 1, y: 1 });
    putPoint({ x: 9, y: 9 });
    expect(uses()).toEqual([[1, 1], [2, 1]]);
    expect(undoStep()).toBe('b');
    expect(useLabelling.getState().pictures[1]).toEqual({ path: 'b' });
    expect(undoStep()).toBeUndefined();
    expect(useLabelling.getState().categories).toEqual([{ id: 1, name: 'object' }]);
    expect(undoStep()).toBe('a');
    expect([uses(), useLabelling.getState().categories]).toEqual([[], []]);
    expect(undoStep()).toBeUndefined();
    for (let step = 0; step < 3; step++) redoStep();
    expect(uses()).toEqual([[1, 1], [2, 1]]);
    expect(boxes()).toEqual([[2, 1, 1, 8, 8]]);
    await new Promise((resolve) => setTimeout(resolve));
    expect(written.flatMap(({ pictures }) => pictures).findLast(({ path }) => path === 'b')!.objects).toHaveLength(1);
  });

  it('moved by key again and again are one step', () => {
    putPoint({ x: 0, y: 0 });
    putPoint({ x: 5, y: 5 });
    for (let press = 0; press < 6; press++) run('move-right');
    expect(boxes()).toEqual([[1, 6, 0, 5, 5]]);
    undoStep();
    expect(boxes()).toEqual([[1, 0, 0, 5, 5]]);
  });

  it('are copied to other pictures and cut to them', () => {
    putPoint({ x: 40, y: 0 });
    putPoint({ x: 60, y: 5 });
    run('copy');
    run('duplicate');
    expect(boxes()).toEqual([[1, 40, 0, 20, 5], [1, 40, 10, 20, 5]]);
    useLabelling.setState({ shown: { path: 'b', width: 50, height: 40, bitmap: {} as ImageBitmap, objects: undefined }, selected: undefined });
    run('paste');
    expect(boxes()).toEqual([[1, 40, 0, 10, 5]]);
  });

  it('say that there is nothing to find, and that nobody has looked yet', () => {
    run('nothing');
    expect(useLabelling.getState().pictures[0]).toEqual({ path: 'a', objects: 0 });
    run('nothing');
    expect(useLabelling.getState().pictures[0]).toEqual({ path: 'a' });
    putPoint({ x: 0, y: 0 });
    putPoint({ x: 5, y: 5 });
    expect(why('nothing')).toBe('There are objects on this picture.');
    run('delete');
    expect(useLabelling.getState().pictures[0]).toEqual({ path: 'a' });
    expect(why('delete')).toBe('Select an object first.');
  });

  it('have classes with names of their own, which go when nothing has them', () => {
    addClass(' cup ');
    expect(() => addClass('cup')).toThrow('There is already a class “cup”.');
    expect(() => renameClass(1, ' ')).toThrow('A class needs a name.');
    addClass('bolt');
    putPoint({ x: 0, y: 0 });
    putPoint({ x: 5, y: 5 });
    chooseClass(1);
    expect(boxes()).toEqual([[1, 0, 0, 5, 5]]);
    removeClass(1);
    removeClass(2);
    expect(useLabelling.getState().categories).toEqual([{ id: 1, name: 'cup' }]);
    renameClass(1, 'mug');
    expect(useLabelling.getState().categories).toEqual([{ id: 1, name: 'mug' }]);
  });

  it('of another program keep their shape', () => {
    editObjects('Begin', [{ id: 1, category: 1, x: 4, y: 4, width: 6, height: 6, isCrowd: false, others: { keypoints: [5, 5, 2] } }], { select: 1 });
    run('move-right');
    run('stretch-right');
    expect(selectedObject()).toMatchObject({ x: 4, width: 6 });
  });

  it('are accepted from a model as one step, with classes it knows and the folder does not', () => {
    addClass('Cup');
    const found = [{ id: 0, name: 'cup', x: 1, y: 2, width: 3, height: 4, score: 0.9 }, { id: 1, name: 'bolt', x: 5, y: 6, width: 7, height: 8, score: 0.8 }];
    useSuggestions.setState({ path: 'a', list: found });
    run('accept-all');
    expect(boxes()).toEqual([[1, 1, 2, 3, 4], [2, 5, 6, 7, 8]]);
    expect(useLabelling.getState().categories.map(({ name }) => name)).toEqual(['Cup', 'bolt']);
    expect(useSuggestions.getState().list).toEqual([]);
    undoStep();
    expect([boxes(), useLabelling.getState().categories]).toEqual([undefined, [{ id: 1, name: 'Cup' }]]);
    acceptSuggestions(found.slice(0, 1));
    expect(boxes()).toEqual([[1, 1, 2, 3, 4]]);
  });

  it('are proposed once for each object, and not where it is drawn', () => {
    const at = (id: number, x: number, name: string) => ({ id, name, x, y: 0, width: 10, height: 10, score: 1 - id / 10 });
    const list = [at(0, 0, 'cup'), at(1, 1, 'mug'), at(2, 20, 'cup'), at(3, 25, 'cup'), at(4, 41, 'cup')];
    expect(newOnes(list, [{ x: 40, y: 0, width: 10, height: 10 }]).map(({ id }) => id)).toEqual([0, 2, 3]);
  });
});
