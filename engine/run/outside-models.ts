/** Files from elsewhere that are being looked at and mapped in the window: one stays open, with what it gave for the last picture. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import type { Pixels } from '../data/dataset';
import { decodeImage } from '../data/decode/decode-image';
import { fitPicture } from '../data/fit-picture';
import { explaining } from '../files/file-problem';
import { decodeModel } from '../onnx/decode';
import type { VisionAnswer } from '../vision/answer';
import { inputTensor } from '../vision/input-tensor';
import type { ModelTask } from '../vision/model-task';
import type { ModelFacts } from '../vision/recognise/model-facts';
import type { Recognition } from '../vision/recognise/recognition';
import { recognise, unrecognised } from '../vision/recognise/recognise';
import { answerOf } from '../vision/see';
import type { Session } from './backend';
import { modelFacts } from './model-facts';
import { naming } from './model-file';
import { openSession } from './onnx-runtime';
import { triedFacts } from './see-model';
import { SIGNATURE_KEY } from './signature';

export interface OutsideFacts {
  readonly name: string;
  readonly facts: ModelFacts;
  /** Absent where nothing was recognised; `why` then says why not. */
  readonly recognition?: Recognition;
  readonly why: string;
}

export interface OutsideAnswer {
  readonly answer: VisionAnswer;
  /** Boxes over the least score before suppression. */
  readonly candidates: number;
  readonly size: { readonly width: number; readonly height: number };
  /** Of the model alone, in milliseconds; absent where only the mapping has changed and the model need not run again. */
  readonly milliseconds?: number;
}

interface OpenFile {
  readonly path: string;
  readonly facts: ModelFacts;
  readonly session: Session;
  last?: { readonly key: string; readonly picture: Pixels; readonly outputs: ReadonlyMap<string, Tensor> };
}

export class OutsideModels {
  private file: OpenFile | undefined;
  /** Questions come faster than models answer; one after the other, they share what is open. */
  private queue: Promise<unknown> = Promise.resolve();

  /** Throws LoomError where the file is no ONNX file, or LayerLoom wrote it. */
  describe(path: string, threads: number): Promise<OutsideFacts> {
    return this.inTurn(async () => {
      await this.close();
      const { facts } = await this.opened(path, threads);
      const recognition = recognise(facts);
      return { name: basename(path), facts, why: recognition?.why ?? unrecognised(facts), ...(recognition && { recognition }) };
    });
  }

  /** Throws LoomError where the outputs are not what the task says. */
  see(path: string, picture: Uint8Array, task: ModelTask, threads: number): Promise<OutsideAnswer> {
    return this.inTurn(async () => {
      const file = await this.opened(path, threads);
      const key = `${JSON.stringify(task.input)} ${picture.length} ${hashOf(picture)}`;
      let milliseconds: number | undefined;
      if (file.last?.key !== key) {
        const pixels = await decodeImage(picture, 'the picture');
        const fitted = fitPicture(pixels, task.input);
        const input = inputTensor(task.input, { ...fitted, samples: fitted.channels });
        checkInput(file.facts, input, task);
        const began = performance.now();
        const outputs = await file.session.run(new Map([[task.input.name, input]]));
        milliseconds = performance.now() - began;
        file.last = { key, picture: pixels, outputs };
      }
      const { picture: { width, height }, outputs } = file.last!;
      const { answer, candidates } = answerOf(task, outputs, { width, height });
      return { answer, candidates: candidates.length, size: { width, height }, ...(milliseconds !== undefined && { milliseconds }) };
    });
  }

  private async opened(path: string, threads: number): Promise<OpenFile> {
    if (this.file?.path === path) return this.file;
    await this.close();
    const bytes = await explaining(path, 'read', () => readFile(path));
    const model = naming(path, () => decodeModel(bytes));
    if (model.metadata?.[SIGNATURE_KEY] !== undefined) fail('own-model', `“${path}” was written by LayerLoom and says itself what it takes and answers.`, { file: path, remedy: 'Choose it as the model in the Predict panel.' });
    const session = await openSession(bytes, { backend: 'cpu', threads });
    this.file = { path, session, facts: await triedFacts(modelFacts(model), session) };
    return this.file;
  }

  private async close(): Promise<void> {
    await this.file?.session.close();
    this.file = undefined;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }
}

/** A sentence instead of the runtime's words. */
function checkInput({ inputs }: ModelFacts, { shape, dtype }: Tensor, task: ModelTask): void {
  const input = inputs.find(({ name }) => name === task.input.name);
  if (!input) return fail('input-missing', `The model has no input “${task.input.name}”.`, { expected: task.input.name, found: inputs.map(({ name }) => name).join(', ') });
  const fits = input.dtype === dtype && input.dims.length === shape.length && input.dims.every((dim, axis) => dim === undefined || dim === shape[axis]);
  if (!fits) fail('input-shape', `The input “${input.name}” takes ${input.dims.map((dim) => dim ?? '?').join(' × ')} of ${input.dtype}, but the mapping makes ${shape.join(' × ')} of ${dtype}.`, { remedy: 'Check the size, the order of axes and the channels of the input in the mapping.' });
}

/** FNV-1a: tells one picture from the next. */
function hashOf(bytes: Uint8Array): number {
  let hash = 2166136261;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 16777619);
  return hash >>> 0;
}
