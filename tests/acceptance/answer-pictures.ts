/** An exported classifier asked about pictures with ONNX Runtime and a PNG decoder alone: nothing of the engine is imported here. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { InferenceSession, Tensor } from 'onnxruntime-node';

export interface FileAnswer {
  /** The index of the class: folders in alphabetical order. */
  readonly truth: number;
  /** One value per class, as the file gives them. */
  readonly values: readonly number[];
  /** The index of the largest. */
  readonly answer: number;
}

/** Asks about every picture of `folder`, which has one folder of grey pictures per class. */
export async function answerPictures(model: string, folder: string): Promise<readonly FileAnswer[]> {
  const session = await InferenceSession.create(await readFile(model));
  const answers: FileAnswer[] = [];
  for (const [truth, name] of (await readdir(folder)).sort().entries()) {
    for (const file of await readdir(join(folder, name))) {
      const { data, width, height } = decode(await readFile(join(folder, name, file)));
      const input = new Tensor('float32', Float32Array.from(data, (value) => value / 255), [1, 1, height, width]);
      const results = await session.run({ [session.inputNames[0]!]: input });
      const values = [...(results[session.outputNames[0]!]!.data as Float32Array)];
      answers.push({ truth, values, answer: values.indexOf(Math.max(...values)) });
    }
  }
  await session.release();
  return answers;
}

export function shareOfRight(answers: readonly FileAnswer[]): number {
  return answers.filter(({ truth, answer }) => truth === answer).length / answers.length;
}
