/**
 * Models that see, run natively: any ONNX file that is recognised (or whose task a person has told), an export of ours, or a
 * run. A picture goes in, an answer in pixels of that picture comes out.
 */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import type { Pixels } from '../data/dataset';
import { fitPicture } from '../data/fit-picture';
import { explaining } from '../files/file-problem';
import { decodeModel } from '../onnx/decode';
import { inputTensor } from '../vision/input-tensor';
import type { Size } from '../vision/letterbox';
import type { ModelTask, PictureInput, Selection } from '../vision/model-task';
import { shapeOf, type ModelFacts } from '../vision/recognise/model-facts';
import { pictureOf, plainRange } from '../vision/recognise/picture-of';
import { recognise, unrecognised } from '../vision/recognise/recognise';
import { statedIn } from '../vision/recognise/stated';
import type { Bytes } from '../vision/rotated-crop';
import { answerOf, type Seen } from '../vision/see';
import type { Session } from './backend';
import { modelFacts } from './model-facts';
import { naming, openModel } from './model-file';
import { openSession } from './onnx-runtime';
import { searchPicture } from './search-picture';
import { signedTask } from './signed-task';
import { SIGNATURE_KEY, type SearchSignature } from './signature';

export interface SeeOptions {
  readonly threads: number;
  /** For files that are not recognised, or not rightly. */
  readonly task?: ModelTask;
}

export interface SeenPicture extends Seen {
  readonly size: Size;
  readonly milliseconds: { readonly prepare: number; readonly run: number; readonly decode: number };
}

export class SeeingModel {
  constructor(readonly name: string, readonly task: ModelTask, private readonly session: Pick<Session, 'run' | 'close'>, private readonly searches: readonly SearchSignature[] = []) {}

  /** Throws LoomError where the outputs are not what the task says. */
  async see(picture: Pixels, selection: Selection = this.task.selection): Promise<SeenPicture> {
    const began = performance.now();
    const fitted = fitPicture(picture, this.task.input);
    const input = inputTensor(this.task.input, { ...fitted, samples: fitted.channels });
    const found = this.searches.map((search) => [search.input, searchPicture(picture, search)] as const);
    const prepared = performance.now();
    const outputs = await this.session.run(new Map<string, Tensor>([[this.task.input.name, input], ...found]));
    const ran = performance.now();
    const seen = answerOf(this.task, outputs, picture, selection);
    const size = { width: picture.width, height: picture.height };
    return { ...seen, size, milliseconds: { prepare: prepared - began, run: ran - prepared, decode: performance.now() - ran } };
  }

  async close(): Promise<void> {
    await this.session.close();
  }
}

/** A run folder, an export of ours, or an ONNX file from elsewhere. Throws LoomError where it is none, or sees nothing. */
export async function openSeeingModel(path: string, { threads, task }: SeeOptions): Promise<SeeingModel> {
  if ((await explaining(path, 'read', () => stat(path))).isDirectory()) return openSigned(path, threads);
  const bytes = await explaining(path, 'read', () => readFile(path));
  const model = naming(path, () => decodeModel(bytes));
  if (!task && model.metadata?.[SIGNATURE_KEY] !== undefined) return openSigned(path, threads);
  const session = await openSession(bytes, { backend: 'cpu', threads });
  try {
    return new SeeingModel(basename(path), task ?? (await recognisedTask(modelFacts(model), path, session)), session);
  } catch (error) {
    await session.close();
    throw error;
  }
}

async function openSigned(path: string, threads: number): Promise<SeeingModel> {
  const { name, signature, session } = await openModel(path, threads);
  return new SeeingModel(name, signedTask(signature, path), session, signature.searches);
}

async function recognisedTask(facts: ModelFacts, file: string, session: Session): Promise<ModelTask> {
  const found = recognise(facts) ?? recognise(await triedFacts(facts, session));
  if (found) return found.task;
  return fail('not-recognised', `“${file}”: ${unrecognised(facts)}`, { file, remedy: 'Map it in the window with “Use a model file from elsewhere”, keep the mapping in a network, and give that with --mapping.', found: `outputs ${facts.outputs.map((output) => `“${output.name}” ${shapeOf(output)}`).join(', ')}` });
}

/** With the sizes that outputs have for a grey picture, where the file leaves them open. */
export async function triedFacts(facts: ModelFacts, session: Pick<Session, 'run'>): Promise<ModelFacts> {
  const picture = pictureOf(facts, statedIn(facts.metadata).size);
  if (!picture || facts.outputs.every(({ dims }) => dims.slice(1).every((dim) => dim !== undefined))) return facts;
  const input: PictureInput = { ...picture, ...plainRange(picture), fit: 'stretch', fill: 0 };
  const grey: Bytes = { width: picture.width, height: picture.height, samples: 1, data: new Uint8Array(picture.width * picture.height).fill(114) };
  const outputs = await session.run(new Map([[input.name, inputTensor(input, grey)]]));
  return { ...facts, outputs: facts.outputs.map((output) => ({ ...output, dims: outputs.get(output.name)?.shape ?? output.dims })) };
}
