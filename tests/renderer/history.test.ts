import { describe, expect, it } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import { currentDocument, record, redoLabel, startHistory, travel, undoLabel } from '../../renderer/store/history';

const version = (name: string) => createDocument(name);

describe('history of a document', () => {
  it('names what undo and redo would do', () => {
    const [first, second] = [version('a'), version('b')];
    const history = record(startHistory(first), { label: 'Rename', document: second });
    expect([undoLabel(history), redoLabel(history)]).toEqual(['Rename', undefined]);
    const back = travel(history, -1);
    expect(currentDocument(back)).toBe(first);
    expect([undoLabel(back), redoLabel(back)]).toEqual([undefined, 'Rename']);
  });

  it('makes one step of one gesture, and two of two', () => {
    let history = startHistory(version('0'));
    for (const name of ['1', '2', '3']) history = record(history, { label: 'Type', document: version(name), gesture: 'visit 1' });
    expect(history.steps).toHaveLength(2);
    history = record(history, { label: 'Type', document: version('4'), gesture: 'visit 2' });
    expect(history.steps.map(({ document }) => document.name)).toEqual(['0', '3', '4']);
  });

  it('does not go on with a gesture that was undone', () => {
    let history = record(startHistory(version('0')), { label: 'Type', document: version('1'), gesture: 'visit 1' });
    history = record(travel(history, -1), { label: 'Type', document: version('2'), gesture: 'visit 1' });
    expect(history.steps.map(({ document }) => document.name)).toEqual(['0', '2']);
  });

  it('keeps no step that changes nothing, and forgets undone steps with the next edit', () => {
    const start = startHistory(version('0'));
    expect(record(start, { label: 'Nothing', document: currentDocument(start) })).toBe(start);
    const undone = travel(record(record(start, { label: 'a', document: version('1') }), { label: 'b', document: version('2') }), -1);
    expect(record(undone, { label: 'c', document: version('3') }).steps.map(({ label }) => label)).toEqual(['Open', 'a', 'c']);
    expect(travel(undone, 99).at).toBe(2);
  });
});
