/**
 * The exported file needs nothing of ours: ONNX Runtime and a PNG decoder alone come to the loss, accuracy and confusion
 * that `layerloom evaluate` reports. This test imports nothing from the engine.
 */
import { readdir, readFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workplace } from '../cli/run-cli';

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

  const session = await InferenceSession.create(await readFile(place.path('m.onnx')));
  const classes = (await readdir(place.path('d', 'test'))).sort();
  const confusion = classes.map(() => classes.map(() => 0));
  let [loss, samples] = [0, 0];
  for (const [truth, name] of classes.entries()) {
    for (const file of await readdir(place.path('d', 'test', name))) {
      const { data, width, height } = decode(await readFile(place.path('d', 'test', name, file)));
      const input = new Tensor('float32', Float32Array.from(data, (value) => value / 255), [1, 1, height, width]);
      const results = await session.run({ [session.inputNames[0]!]: input });
      const probabilities = [...(results[session.outputNames[0]!]!.data as Float32Array)];
      confusion[truth]![probabilities.indexOf(Math.max(...probabilities))]!++;
      loss -= Math.log(probabilities[truth]!);
      samples++;
    }
  }
  await session.release();
  expect(samples).toBe(120);
  expect(confusion).toEqual(reported.confusion);
  expect(confusion.reduce((right, row, index) => right + row[index]!, 0) / samples).toBeCloseTo(reported.accuracy, 12);
  expect(loss / samples).toBeCloseTo(reported.loss, 4);
}, 120_000);
