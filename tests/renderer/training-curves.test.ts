/** From the log of a run to what is drawn and written of it. */
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../engine/run/metrics-log';
import type { EpochEvent, SplitResult } from '../../engine/run/trainer';
import { cellSentence, cellText, confusionOf, shareOf } from '../../renderer/training/answers/confusion';
import { axisEnd, curvesOf, stepsPerEpochOf } from '../../renderer/training/curves/curve-data';
import { LOSS, metricsOf, RATE } from '../../renderer/training/curves/curve-metrics';
import { curveTable } from '../../renderer/training/curves/curve-table';
import { decimated, smoothed } from '../../renderer/training/curves/smoothing';
import { durationText, valueText } from '../../renderer/training/number-text';

const step = (at: number, loss: number): LogLine => ({ event: 'step', step: at, epoch: Math.ceil(at / 10), loss, rate: 0.1 });

function split(loss: number, confusion: number[][]): SplitResult {
  const total = confusion.flat().reduce((a, b) => a + b, 0);
  const right = confusion.reduce((sum, row, index) => sum + row[index]!, 0);
  const classes = confusion.map((row, index) => ({ label: 'ab'[index]!, precision: 1, recall: 1, f1: 0.5, support: row.length }));
  return { loss, outputs: { digits: { loss, scores: { kind: 'classification', accuracy: right / total, topK: 1, confusion, classes } } } };
}

const epoch = (at: number): EpochEvent => ({ event: 'epoch', epoch: at, step: at * 10, train: split(1 / at, [[8, 2], [0, 10]]), validation: split(2 / at, [[3, 1], [0, 0]]), rate: 0.1, best: true });

const OPTIONS = { axis: 'epoch', smoothing: 0, output: undefined, stepsPerEpoch: 10 } as const;

describe('smoothing', () => {
  it('begins at the first value instead of at zero, and keeps a constant', () => {
    expect(smoothed([4, 4, 4], 0.9)).toEqual([4, 4, 4].map((value) => expect.closeTo(value, 12)));
    expect(smoothed([4, 0], 0.5)[1]).toBeCloseTo(4 / 3, 12);
    expect(smoothed([1, 2], 0)).toEqual([1, 2]);
  });

  it('leaves out points, but no peak', () => {
    const x = Array.from({ length: 10_000 }, (_, index) => index);
    const y = x.map((at) => (at === 7777 ? 100 : at === 1234 ? -100 : 0));
    const kept = decimated({ x, y }, 200);
    expect(kept.x.length).toBeLessThanOrEqual(200);
    expect([Math.min(...kept.y), Math.max(...kept.y)]).toEqual([-100, 100]);
    expect(kept.x).toEqual([...kept.x].sort((a, b) => a - b));
  });
});

describe('curves', () => {
  const history = [step(5, 3), step(10, 2), epoch(1), step(15, 1), step(20, 1), epoch(2)];

  it('stand where their steps are, in epochs or in steps', () => {
    expect(curvesOf(history, LOSS, OPTIONS)).toEqual([
      { name: 'training', style: 'train', x: [0.5, 1, 1.5, 2], y: [3, 2, 1, 1] },
      { name: 'validation', style: 'validation', x: [1, 2], y: [2, 1] },
    ]);
    expect(curvesOf(history, RATE, { ...OPTIONS, axis: 'step', smoothing: 0.9 })).toEqual([{ name: 'training', style: 'train', x: [5, 10, 15, 20], y: [0.1, 0.1, 0.1, 0.1] }]);
    expect(stepsPerEpochOf(history, undefined)).toBe(10);
  });

  it('show the unsmoothed curve faintly behind the smoothed one', () => {
    expect(curvesOf(history, LOSS, { ...OPTIONS, smoothing: 0.5 }).map(({ style }) => style)).toEqual(['faint', 'train', 'validation']);
  });

  it('fill their axis, which ends where the plan does unless that is far away', () => {
    expect([axisEnd(0, 12), axisEnd(3, 30), axisEnd(5, 1000), axisEnd(50, 1000), axisEnd(600, 1000)]).toEqual([12, 30, 20, 80, 1000]);
  });

  it('are those that the scores of the run allow', () => {
    expect(metricsOf(history, undefined).map(({ id }) => id)).toEqual(['loss', 'accuracy', 'f1', 'rate']);
    const [, accuracy] = metricsOf(history, undefined);
    expect(curvesOf(history, accuracy!, OPTIONS).map(({ y }) => y)).toEqual([[0.9, 0.9], [0.75, 0.75]]);
  });

  it('are written as a table with a row per line of the log', () => {
    const [head, first, , third] = curveTable([{ title: 'a, "b"', history }]).split('\r\n');
    expect(head).toBe('run,event,step,epoch,learning_rate,training_loss,validation_loss,training_accuracy,validation_accuracy');
    expect(first).toBe('"a, ""b""",step,5,1,0.1,3,,,');
    expect(third).toBe('"a, ""b""",epoch,10,1,0.1,1,2,0.9,0.75');
  });
});

describe('confusions', () => {
  const confusion = confusionOf([epoch(1)], undefined)!;

  it('are those of the validation part, as shares of the true class', () => {
    expect(confusion).toMatchObject({ labels: ['a', 'b'], part: 'validation', epoch: 1 });
    expect(shareOf(confusion, 0, 1)).toBe(0.25);
    expect(shareOf(confusion, 1, 1)).toBe(0);
    expect([cellText(confusion, 0, 1, true), cellText(confusion, 0, 1, false), cellText(confusion, 1, 0, true)]).toEqual(['25', '1', '']);
    expect(cellSentence(confusion, 0, 1)).toBe('1 sample of a taken for b');
    expect(cellSentence(confusion, 0, 0)).toBe('3 samples of a answered rightly');
  });
});

describe('numbers', () => {
  it('are short and of like width', () => {
    expect([0.0412, 6.1e-4, 1204, 2.25, 0, NaN].map(valueText)).toEqual(['0.0412', '6.1e-4', '1,204', '2.250', '0', '—']);
    expect([12, 64, 3840, 200_000, Infinity].map(durationText)).toEqual(['12 s', '1 min 04 s', '1 h 04 min', '2 days', '—']);
  });
});
