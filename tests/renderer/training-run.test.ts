/** What a window makes of the events of a run. */
import { describe, expect, it } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import type { LogLine } from '../../engine/run/metrics-log';
import type { RunEvent } from '../../engine/run/training-run';
import { addLines, cutBack, thinned } from '../../renderer/store/run-history';
import { afterEvents, NO_RUN } from '../../renderer/store/run-store';
import { ResumePolicy } from '../../renderer/training/resume-policy';
import { statusText } from '../../renderer/training/status-text';
import { substanceOf } from '../../renderer/training/substance';
import { templateDocument } from '../../renderer/commands/files';

const PROGRESS = { done: 0.5, samplesPerSecond: 100, secondsLeft: 64 };
const line = (step: number): LogLine => ({ event: 'step', step, epoch: 1, loss: 1 / step, rate: 0.1 });
const stepEvent = (step: number): RunEvent => ({ event: 'step', step, epoch: 1, loss: 1 / step, rate: 0.1, samples: 8, problems: [], progress: PROGRESS });
const startEvent = (step: number): RunEvent => ({ event: 'start', run: '/runs/a', epochs: 3, stepsPerEpoch: 10, step, epoch: 0, parameters: 17, rows: { train: 80, validation: 0, test: 0 }, threads: 1, backend: 'cpu' });
const steps = (history: readonly LogLine[]): number[] => history.map(({ step }) => step);

describe('the log of a window', () => {
  it('takes each step once, and drops what a resumed run does again', () => {
    const history = addLines([line(1), line(2)], [line(2), line(3)]);
    expect(steps(history)).toEqual([1, 2, 3]);
    expect(steps(cutBack(history, { step: 2, epoch: 0 }))).toEqual([1, 2]);
    const resumed = afterEvents({ ...NO_RUN, history }, [startEvent(1), stepEvent(2)], 5000);
    expect(steps(resumed.history)).toEqual([1, 2]);
    expect(resumed).toMatchObject({ lastStep: { step: 2 }, start: { step: 1 }, checkpointAt: 5000, failure: undefined });
  });

  it('stays short however long a run is, from its first to its last step', () => {
    const long = thinned(Array.from({ length: 100_000 }, (_, index) => line(index + 1)));
    expect(long.length).toBeLessThanOrEqual(8000);
    expect(long[0]).toMatchObject({ step: 1 });
    expect(long.at(-1)!.step).toBeGreaterThan(99_900);
  });

  it('tells each warning once', () => {
    const warning: RunEvent = { event: 'warning', diagnostic: { code: 'x', severity: 'warning', message: 'A file is damaged.' } };
    expect(afterEvents(NO_RUN, [warning, warning], 0).warnings).toHaveLength(1);
  });
});

describe('a run whose engine dies', () => {
  it('is resumed three times at one place, and again once it has got further', () => {
    const policy = new ResumePolicy();
    expect([10, 10, 8, 9].map((step) => policy.shouldResume('a', step))).toEqual([true, true, true, false]);
    expect(policy.shouldResume('a', 11)).toBe(true);
    expect(policy.shouldResume('b', 1)).toBe(true);
  });
});

describe('the state of a run in words', () => {
  const run = { run: '/runs/a', title: 'a', documentName: 'a', createdAt: '', state: 'running', backend: 'cpu', threads: 1, data: { source: { kind: 'builtin', name: 'xor' }, split: { seed: 1, validation: 0, test: 0 } }, epochs: 12, epoch: 6, step: 60 } as const;
  const lastStep = { ...(stepEvent(65) as Extract<RunEvent, { event: 'step' }>), epoch: 7 };
  const status = { run, lastStep, done: undefined, wish: undefined, failure: undefined, held: undefined, features: undefined, engine: { state: 'ready', restarts: 0 } } as const;

  it('says where it is and how long it will take', () => {
    expect(statusText(status)).toBe('epoch 7 of 12 · 1 min 04 s left');
    expect(statusText({ ...status, features: { event: 'features', state: 'computing', done: 1200, rows: 5400, width: 3136, bytes: 1 } })).toBe('Computing the frozen part once: 1,200 of 5,400 samples…');
    expect(statusText({ ...status, run: { ...run, state: 'paused' } })).toBe('Paused in epoch 7 of 12.');
    expect(statusText({ ...status, run: { ...run, state: 'unfinished' } })).toBe('Stopped after 6 of 12 epochs.');
    expect(statusText({ ...status, run: { ...run, state: 'unfinished' }, failure: { diagnostics: [], resumable: true } })).toBe('Broken off. Nothing up to the last checkpoint is lost.');
    expect(statusText({ ...status, run: undefined, wish: 'start' })).toBe('Opening the data and compiling the network…');
  });
});

describe('whether two networks train alike', () => {
  it('leaves out where boxes stand and in which order keys are written', () => {
    const document = templateDocument('xor-mlp');
    const moved = { ...document, graph: { ...document.graph, nodes: document.graph.nodes.map(({ position, name, ...rest }) => ({ name, ...rest, position: { x: position.x + 9, y: 1 } })) } };
    expect(substanceOf(moved)).toBe(substanceOf(document));
    expect(substanceOf(createDocument('other'))).not.toBe(substanceOf(document));
    const slower = { ...document, training: { ...document.training!, epochs: 99 } };
    expect(substanceOf(slower)).not.toBe(substanceOf(document));
  });
});
