/** Settings of training as steps of the document's history. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_TRAINING } from '../../engine/run/default-training';
import { undo } from '../../renderer/commands/history';
import { train } from '../../renderer/commands/training';
import { compareRows } from '../../renderer/training/run-list/compare-rows';
import { forkProblem, forkSettings, withFork } from '../../renderer/training/run-list/fork-fields';
import { whyNotReady } from '../../renderer/training/readiness';
import { schedulePoints } from '../../renderer/training/settings/schedule-points';
import { changeTraining, withClip, withEarlyStopping, withSchedule, withSetting, withUpdate } from '../../renderer/training/settings/training-settings';
import { useDocument } from '../../renderer/store/document-store';
import { now, openEmpty, openTemplate } from './window';

describe('a setting', () => {
  it('goes into the document with the defaults of all others, and is undone', () => {
    openEmpty();
    changeTraining('Set epochs', (training) => ({ ...training, epochs: 7 }), 'visit');
    expect(now().training).toEqual({ ...DEFAULT_TRAINING, epochs: 7 });
    undo.run();
    expect(now().training).toBeUndefined();
  });

  it('of one update leaves the others alone, and its default leaves no trace', () => {
    const training = { ...DEFAULT_TRAINING, program: [...DEFAULT_TRAINING.program, { ...DEFAULT_TRAINING.program[0]!, name: 'second' }] };
    const changed = withUpdate(training, 1, (update) => ({ ...update, optimizer: withSetting(update.optimizer, 'learningRate', 0.5) }));
    expect(changed.program.map(({ optimizer }) => optimizer)).toEqual([{ name: 'adam' }, { name: 'adam', learningRate: 0.5 }]);
    expect(withSetting({ name: 'adam', learningRate: 0.5 }, 'learningRate', undefined)).toEqual({ name: 'adam' });
    expect(withClip(withClip(DEFAULT_TRAINING, 'norm', 1), 'norm', 0)).toEqual(DEFAULT_TRAINING);
    expect(withEarlyStopping(withEarlyStopping(DEFAULT_TRAINING, { patience: 2 }), 'off')).toEqual(DEFAULT_TRAINING);
    expect(withSchedule(withSchedule(DEFAULT_TRAINING, 'cosine'), 'constant')).toEqual(DEFAULT_TRAINING);
  });
});

describe('the picture of a schedule', () => {
  it('is the factor that the trainer will use, over the whole plan', () => {
    const points = schedulePoints({ name: 'step', every: 1, factor: 0.5 }, { stepsPerEpoch: 10, epochs: 3 })!;
    expect(points.map(({ factor }) => factor)).toEqual([...Array<number>(10).fill(1), ...Array<number>(10).fill(0.5), ...Array<number>(10).fill(0.25)]);
    expect(schedulePoints(undefined, { stepsPerEpoch: 1, epochs: 1 })).toEqual([{ step: 0, factor: 1 }]);
    expect(schedulePoints({ name: 'step', every: -3 }, { stepsPerEpoch: 10, epochs: 3 })).toBeUndefined();
  });
});

/** Nothing is known of network and data together, and nothing asked. */
const UNKNOWN = { report: undefined, isLooking: false };

describe('whether a network can be trained', () => {
  it('says the first thing that is missing, and where it is mended', () => {
    openEmpty();
    expect(whyNotReady(useDocument.getState(), UNKNOWN)).toMatchObject({ place: 'palette' });
    openTemplate('xor-mlp');
    expect(whyNotReady(useDocument.getState(), UNKNOWN)).toBeUndefined();
    const { data: _, ...document } = now();
    expect(whyNotReady({ ...useDocument.getState(), document }, UNKNOWN)).toMatchObject({ place: 'data', message: 'The network has no data to learn from.' });
    expect(whyNotReady(useDocument.getState(), { report: undefined, isLooking: true })?.message).toBe('Looking at the data.');
    // Without a host nothing can be trained, whatever the network.
    expect(train.unavailable?.()).toBe('LayerLoom cannot be reached, so nothing can be trained now.');
  });
});

describe('a fork', () => {
  it('changes what was typed and refuses what makes no sense', () => {
    const choice = forkSettings(DEFAULT_TRAINING);
    expect(choice).toEqual({ epochs: '5', batchSize: '64', learningRate: '0.001', seed: '1' });
    expect(forkProblem({ ...choice, epochs: '2.5' })).toBe('Epochs must be a whole number from 1.');
    expect(forkProblem({ ...choice, learningRate: ' ' })).toBe('Learning rate must be a number from 0.');
    const forked = withFork(DEFAULT_TRAINING, { ...choice, epochs: '9', learningRate: '0.01' });
    expect(forked).toMatchObject({ epochs: 9, batchSize: 64, program: [{ optimizer: { name: 'adam', learningRate: 0.01 } }] });
  });
});

describe('a comparison', () => {
  it('shows results, and of the settings those that differ', () => {
    openTemplate('xor-mlp');
    const summary = { run: '/runs/a', title: 'a', documentName: 'a', createdAt: '', state: 'done', backend: 'cpu', threads: 1, data: { source: { kind: 'builtin', name: 'xor' }, split: { seed: 1, validation: 0, test: 0 } }, epochs: 1, epoch: 1, step: 1, loss: 0.5 } as const;
    const one = { summary, document: now(), history: [] };
    const other = { ...one, document: { ...now(), training: { ...now().training!, batchSize: 3 } } };
    const rows = compareRows([one, other]);
    expect(rows.filter(({ isResult }) => !isResult).map(({ name }) => name)).toEqual(['Batch size']);
    expect(rows.find(({ name }) => name === 'Last training loss')?.values).toEqual(['0.5000', '0.5000']);
  });
});
