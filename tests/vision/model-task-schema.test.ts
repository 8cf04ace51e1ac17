import { describe, expect, test } from 'vitest';
import { readModelTask } from '../../engine/vision/model-task-schema';
import type { ModelFacts } from '../../engine/vision/recognise/model-facts';
import { recognise } from '../../engine/vision/recognise/recognise';
import { startAnswer, startMapping } from '../../engine/vision/recognise/start-mapping';

const facts = (outputs: Readonly<Record<string, readonly (number | undefined)[]>>, input: readonly (number | undefined)[] = [1, 3, 64, 64]): ModelFacts => ({
  inputs: [{ name: 'images', dtype: 'float32', dims: input }],
  outputs: Object.entries(outputs).map(([name, dims]) => ({ name, dtype: 'float32' as const, dims })),
  metadata: {},
});

/** One of each kind that is recognised. */
const RECOGNISED: readonly ModelFacts[] = [
  facts({ output0: [1, 116, 8400], output1: [1, 32, 160, 160] }, [1, 3, 640, 640]),
  facts({ output: [1, 8400, 85] }, [1, 3, 640, 640]),
  facts({ output0: [1, 56, 8400] }, [1, 3, 640, 640]),
  facts({ num_dets: [1, 1], det_boxes: [1, 100, 4], det_scores: [1, 100], det_classes: [1, 100] }),
  facts({ a: [1, 255, 52, 52], b: [1, 255, 26, 26], c: [1, 255, 13, 13] }, [1, 3, 416, 416]),
  facts({ a: [1, 2016, 18], b: [1, 2016, 1] }, [1, 192, 192, 3]),
  facts({ a: [1, 63], b: [1, 1], c: [1, 1], d: [1, 63] }, [1, 224, 224, 3]),
  facts({ out: [1, 10] }),
  facts({ out: [1, 5, 64, 64] }),
];

describe('a task as JSON', () => {
  test('whatever is recognised goes into a document and comes back', () => {
    for (const given of RECOGNISED) {
      const { task } = recognise(given)!;
      expect(readModelTask(JSON.parse(JSON.stringify(task)), 'net.loom')).toEqual(task);
    }
  });

  test('a wrong one names its field', () => {
    const { task } = recognise(RECOGNISED[0]!)!;
    expect(() => readModelTask({ ...task, input: { ...task.input, width: -3 } }, 'net.loom')).toThrow(/“net.loom” is wrong at “input.width”/);
    expect(() => readModelTask({ ...task, input: { ...task.input, deviation: [0] } }, 'net.loom')).toThrow(/“input.deviation”/);
    expect(() => readModelTask({ ...task, answer: { kind: 'magic' } }, 'net.loom')).toThrow(/“answer.kind”/);
    expect(() => readModelTask('none', 'net.loom')).toThrow(/is wrong:/);
  });
});

describe('where a mapping begins', () => {
  test('with the table, its shorter axis as the numbers of a candidate', () => {
    expect(startMapping(facts({ pred: [1, 777, 9] }))!.answer).toMatchObject({ kind: 'rows', output: 'pred', candidates: 'rows', scores: { at: 4, count: 5 } });
    expect(startMapping(facts({ pred: [1, 9, 777] }))!.answer).toMatchObject({ candidates: 'columns', scores: { count: 5 } });
  });

  test('with the output of four columns as boxes', () => {
    expect(startMapping(facts({ s: [1, 50, 7], b: [1, 50, 4] }))!.answer).toMatchObject({ kind: 'tables', boxes: { output: 'b' }, scores: { output: 's' } });
  });

  test('nowhere for a model that takes no picture', () => {
    expect(startMapping(facts({ out: [1, 2] }, [1, 128]))).toBeUndefined();
  });

  test('every kind starts as a task that can be kept', () => {
    const given = facts({ a: [1, 50, 4], b: [1, 21, 64, 64] });
    const task = startMapping(given)!;
    for (const kind of ['rows', 'tables', 'classes', 'pixels', 'landmarks'] as const) expect(readModelTask({ ...task, answer: startAnswer(kind, given, 3) }, 'x').answer.kind).toBe(kind);
  });
});
