/**
 * The exported file needs nothing of ours: ONNX Runtime and a PNG decoder alone come to the loss, accuracy and confusion
 * that `layerloom evaluate` reports. This test imports nothing from the engine.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workplace } from '../cli/run-cli';
import { answerPictures, shareOfRight } from './answer-pictures';

interface Evaluation {
  readonly loss: number;
  readonly accuracy: number;
  readonly confusion: readonly (readonly number[])[];
  readonly part: string;
}

let place: Workplace;
beforeAll(async () => {
  place = await Workplace.create();
});
afterAll(() => place.remove());

test('ONNX Runtime alone reproduces evaluate from the file', async () => {
  await place.json(['data', 'digits', '--out', 'd', '--count', '1200', '--seed', '3']);
  const { code, stderr } = await place.run(['train', 'lenet5', '--data', 'd', '--epochs', '2', '--seed', '1', '--out', 'run', '--json']);
  expect(code, stderr).toBe(0);
  await place.json(['export', 'run', '--format', 'onnx', '--out', 'm.onnx']);
  const reported = (await place.json(['evaluate', 'm.onnx', '--data', 'd'])) as Evaluation;
  expect(reported.part).toBe('test');

  const answers = await answerPictures(place.path('m.onnx'), place.path('d', 'test'));
  const confusion = reported.confusion.map((row) => row.map(() => 0));
  for (const { truth, answer } of answers) confusion[truth]![answer]!++;
  const loss = answers.reduce((sum, { truth, values }) => sum - Math.log(values[truth]!), 0) / answers.length;
  expect(answers).toHaveLength(120);
  expect(confusion).toEqual(reported.confusion);
  expect(shareOfRight(answers)).toBeCloseTo(reported.accuracy, 12);
  expect(loss).toBeCloseTo(reported.loss, 4);
}, 120_000);
