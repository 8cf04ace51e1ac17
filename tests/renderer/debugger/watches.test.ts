/** Watches: what is shown of them before and after the step has come to them. */
import { afterEach, expect, it } from 'vitest';
import type { ListedValue, Trace } from '../../../engine/run/trace-listing';
import { stopsOf } from '../../../renderer/debugger/stops';
import { pointDetail, pointText, watchedLines, watchedValue } from '../../../renderer/debugger/watches/watched-lines';
import { isWatched, toggleWatch, useWatches, watchKey, type Watch } from '../../../renderer/debugger/watches/watches-store';
import { useSession } from '../../../renderer/store/session-store';
import { openEmpty } from '../window';

const value = (name: string, shape: readonly number[], axes: readonly string[]): ListedValue => ({ name, isNamed: true, origin: '', phase: 'forward', inputs: [], dtype: 'float32', shape, axes, data: [], count: 1 });

const TRACE: Trace = {
  network: 'n',
  origin: { kind: 'untrained' },
  step: 2,
  samples: 1,
  aliases: { 'drop.out': 'hidden.out' },
  values: [value('hidden.weight', [2, 3], ['unit', 'input']), value('hidden.out', [1, 2], ['batch', 'unit']), value('hidden.weight.grad', [2, 3], ['unit', 'input'])],
  steps: [{ origin: 'hidden', phase: 'forward', values: ['hidden.out'] }, { origin: 'hidden', phase: 'backward', values: ['hidden.weight.grad'] }],
};
const STOPS = stopsOf(TRACE);
const lines = (watches: readonly Watch[], at: number) => watchedLines(watches, TRACE, STOPS, at, watches.map(watchKey), { first: 1, watches: watches.map(() => [0.5, 0.25]) });

afterEach(openEmpty);

it('what is fed is there from the start, what is made once the step has come to it', () => {
  const watches: Watch[] = [{ value: 'hidden.weight', position: [1, 2] }, { value: 'hidden.out', position: [0, 1] }, { value: 'hidden.weight.grad' }];
  // Weights are no stops: nothing makes them.
  expect(lines(watches, 0).map(({ name, isMade }) => [name, isMade])).toEqual([['hidden.weight[1,2]', true], ['hidden.out[1]', true], ['hidden.weight.grad', false]]);
  expect(lines(watches, 1).map(({ isMade }) => isMade)).toEqual([true, true, true]);
});

it('a value is found under its other name, and not where it has another size', () => {
  expect(watchedValue(TRACE, { value: 'drop.out' })?.name).toBe('hidden.out');
  expect(watchedValue(TRACE, { value: 'hidden.out', position: [0, 7] })).toBeUndefined();
  expect(lines([{ value: 'gone' }], 1)).toEqual([{ watch: { value: 'gone' }, name: 'gone', points: undefined, isMade: false }]);
});

it('a tensor is told by its length and ends', () => {
  expect(pointText({ norm: 1.41421, min: -1, max: 1 })).toBe('‖·‖ 1.414');
  expect(pointDetail({ norm: 1.41421, min: -1, max: 1 })).toBe('length 1.414, from −1 to 1');
  expect(pointDetail(0.1)).toBe('0.1');
});

it('is one per number, ends with the document, and has an end', () => {
  toggleWatch({ value: 'hidden.weight', position: [0, 1] });
  expect(isWatched(useWatches.getState().watches, { value: 'hidden.weight', position: [0, 1] })).toBe(true);
  expect(isWatched(useWatches.getState().watches, { value: 'hidden.weight' })).toBe(false);
  toggleWatch({ value: 'hidden.weight', position: [0, 1] });
  expect(useWatches.getState().watches).toEqual([]);
  for (let index = 0; index < 65; index++) toggleWatch({ value: 'hidden.weight', position: [index] });
  expect(useWatches.getState().watches).toHaveLength(64);
  expect(useSession.getState().notices.at(-1)?.text).toBe('64 things are watched already. Remove one first.');
  openEmpty();
  expect(useWatches.getState().watches).toEqual([]);
});
