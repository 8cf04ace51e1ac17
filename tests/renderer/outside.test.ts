import { describe, expect, test } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import type { JsonObject } from '../../engine/document/model';
import { recognise } from '../../engine/vision/recognise/recognise';
import { answerText, scoreDoubt } from '../../renderer/outside/answer-text';
import { namesIn } from '../../renderer/outside/class-names';
import { keptTask } from '../../renderer/outside/kept-task';
import { RANGES, rangeOf } from '../../renderer/outside/ranges';

const TASK = recognise({ inputs: [{ name: 'images', dtype: 'float32', dims: [1, 3, 64, 64] }], outputs: [{ name: 'output0', dtype: 'float32', dims: [1, 6, 84] }], metadata: {} })!.task;
const box = { x: 0, y: 0, width: 1, height: 1, label: 0, score: 0.5 };

describe('the mapping of a model from elsewhere', () => {
  test('is found in the document by the name of the file, in any folder', () => {
    const document = { ...createDocument('net'), outside: { file: 'yolo.onnx', task: TASK as unknown as JsonObject } };
    expect(keptTask(document, '/home/me/models/yolo.onnx')).toEqual(TASK);
    expect(keptTask(document, 'C:\\models\\yolo.onnx')).toEqual(TASK);
    expect(keptTask(document, '/home/me/other.onnx')).toBeUndefined();
    expect(keptTask(createDocument('net'), 'yolo.onnx')).toBeUndefined();
  });

  test('that cannot be read is as none', () => {
    expect(keptTask({ outside: { file: 'yolo.onnx', task: { title: 'x' } } }, 'yolo.onnx')).toBeUndefined();
  });

  test('ranges are known by their numbers', () => {
    for (const { id, range } of RANGES) expect(rangeOf(range)?.id).toBe(id);
    expect(rangeOf({ scale: 1 / 128, mean: [1], deviation: [1] })).toBeUndefined();
  });

  test('class names stand one in each line; a name that is missing is numbered', () => {
    expect(namesIn('cat\n dog \n\nbird\n\n')).toEqual(['cat', 'dog', 'class 2', 'bird']);
    expect(namesIn(' \n')).toEqual([]);
  });
});

describe('an answer in words', () => {
  const answer = { kind: 'boxes', detections: [box], classes: ['cat'] } as const;

  test('says what was found, and of how many', () => {
    expect(answerText({ answer, candidates: 7, size: { width: 1, height: 1 } })).toBe('1 box of 7 candidates');
    expect(answerText({ answer: { ...answer, detections: [] }, candidates: 0, size: { width: 1, height: 1 } })).toBe('No box scores enough');
    expect(answerText({ answer: { kind: 'classes', scores: Float32Array.of(0.2, 0.8), classes: ['cat', 'dog'] }, candidates: 0, size: { width: 1, height: 1 } })).toBe('dog, 80 %');
  });

  test('scores over 1 are a sign of a wrong mapping', () => {
    expect(scoreDoubt(answer)).toBeUndefined();
    expect(scoreDoubt({ ...answer, detections: [{ ...box, score: 44 }] })).toMatch(/Scores reach 44.0/);
  });
});
