import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LoomError, problem } from '../../engine/core/diagnostic';
import type { ShellClient } from '../../engine/shell/client';
import type { DataRequest, DataSummary } from '../../engine/shell/protocol/data';
import { setSplit, withSource } from '../../renderer/data/edit-data';
import { expectData, followData, rereadData, useData } from '../../renderer/store/data-store';
import { USUAL_SPLIT } from '../../renderer/store/data-request';
import { editDocument, travelHistory } from '../../renderer/store/document-store';
import { openEmpty, openTemplate } from './window';

const summary = (rowCount: number): DataSummary => ({ columns: [], rowCount, splits: { train: rowCount, validation: 0, test: 0 }, classes: {}, fingerprint: String(rowCount), findings: [] });

/** Answers when the test says so. */
class SlowHost {
  readonly asked: { readonly request: DataRequest; answer(summary: DataSummary): void; refuse(error: Error): void }[] = [];
  readonly request = (_: string, request: unknown): Promise<never> => new Promise((resolve, reject) => this.asked.push({ request: request as DataRequest, answer: (found) => resolve(found as never), refuse: reject }));
  readonly onState = (): (() => void) => () => undefined;
}

const host = new SlowHost();
const unfollow = followData(host as unknown as Pick<ShellClient, 'request' | 'onState'>);
const settled = () => vi.advanceTimersByTimeAsync(200);

afterEach(() => vi.useRealTimers());
// Other files share the stores.
afterAll(() => {
  unfollow();
  useData.setState(useData.getInitialState(), true);
});

beforeEach(() => {
  vi.useFakeTimers();
  openEmpty();
  host.asked.length = 0;
});

it('follows the document, and has nothing where the document has none', async () => {
  expect(useData.getState()).toMatchObject({ state: 'none', summary: undefined });
  openTemplate('lenet5');
  expect(useData.getState().state).toBe('reading');
  await settled();
  expect(host.asked.map(({ request }) => request)).toEqual([{ source: { kind: 'builtin', name: 'digits' }, split: USUAL_SPLIT }]);
  host.asked[0]!.answer(summary(60));
  await settled();
  expect(useData.getState()).toMatchObject({ state: 'ready', summary: { rowCount: 60 } });
});

it('drops an answer about data that is no longer asked for', async () => {
  openTemplate('lenet5');
  await settled();
  editDocument('Use letters', (document) => withSource(document, { kind: 'builtin', name: 'letters' }, 'f', []));
  expect(useData.getState().summary).toBeUndefined();
  await settled();
  host.asked[1]!.answer(summary(2));
  host.asked[0]!.answer(summary(1));
  await settled();
  expect(useData.getState().summary?.rowCount).toBe(2);
});

it('asks once while a share is typed, and keeps showing what was read', async () => {
  openTemplate('lenet5');
  await settled();
  host.asked[0]!.answer(summary(60));
  await settled();
  for (const validation of [0.2, 0.25, 0.3]) setSplit({ ...USUAL_SPLIT, validation }, 'typing');
  expect(useData.getState()).toMatchObject({ state: 'reading', summary: { rowCount: 60 } });
  await settled();
  expect(host.asked.map(({ request }) => request.split.validation)).toEqual([0.15, 0.3]);
  travelHistory(-1);
  expect(useData.getState().request?.split).toEqual(USUAL_SPLIT);
});

it('keeps showing a generator while another number of its samples is typed', async () => {
  openTemplate('lenet5');
  await settled();
  host.asked[0]!.answer(summary(6000));
  await settled();
  for (const count of [3, 30, 300]) editDocument('Change the number of samples', (document) => withSource(document, { kind: 'builtin', name: 'digits', count }, 'f', []), 'typing');
  expect(useData.getState()).toMatchObject({ state: 'reading', summary: { rowCount: 6000 } });
  await settled();
  host.asked.at(-1)!.answer(summary(300));
  await settled();
  expect(useData.getState()).toMatchObject({ state: 'ready', summary: { rowCount: 300 } });
});

it('says why data cannot be read, and tries again', async () => {
  openTemplate('lenet5');
  await settled();
  host.asked[0]!.refuse(new LoomError([problem('folder-missing', 'The folder is gone.')]));
  await settled();
  expect(useData.getState()).toMatchObject({ state: 'failed', failure: { diagnostics: [{ code: 'folder-missing' }] } });
  rereadData();
  expect(useData.getState()).toMatchObject({ state: 'reading', failure: undefined });
  host.asked[1]!.answer(summary(3));
  await settled();
  expect(useData.getState().state).toBe('ready');
});

it('does not read twice what was read before the document changed', async () => {
  openTemplate('lenet5');
  await settled();
  expectData({ source: { kind: 'builtin', name: 'shapes' }, split: USUAL_SPLIT }, summary(8));
  editDocument('Use shapes', (document) => withSource(document, { kind: 'builtin', name: 'shapes' }, '8', []));
  expect(useData.getState()).toMatchObject({ state: 'ready', summary: { rowCount: 8 } });
  await settled();
  expect(host.asked).toHaveLength(1);
});
