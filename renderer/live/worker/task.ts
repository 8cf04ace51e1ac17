/**
 * What a model is to do with a frame: how the frame becomes its input, and how its outputs become answers in pixels of the
 * frame. Pure functions over plain arrays, so that they are tested without a browser.
 */
import { fail } from '../../../engine/core/diagnostic';
import type { Pixels } from '../../../engine/data/dataset';
import { fitPicture } from '../../../engine/data/fit-picture';
import { imageShapeOf, preprocessImage } from '../../../engine/data/preprocess';
import { searchPicture } from '../../../engine/run/search-picture';
import type { ModelSignature, TargetSignature } from '../../../engine/run/signature';
import { signedTask } from '../../../engine/run/signed-task';
import { inputTensor } from '../../../engine/vision/input-tensor';
import type { Size } from '../../../engine/vision/letterbox';
import type { ModelTask } from '../../../engine/vision/model-task';
import { answerOf, type Seen } from '../../../engine/vision/see';
import type { AnswerSettings, LiveAnswer, LoadedModel, NamedTensor } from '../protocol';

export interface LiveTask {
  /** Of the network's input; frames need not be much larger. */
  readonly input: Size;
  prepare(pixels: Pixels): readonly NamedTensor[];
  /** `frame` is the size that answers are given in. Throws LoomError where the outputs have another form than was told. */
  answer(outputs: readonly NamedTensor[], frame: Size, settings: AnswerSettings): readonly LiveAnswer[];
  /** Where all the model tells is the points of one thing: they can be followed from frame to frame. */
  readonly landmarks?: ModelTask;
}

/** Throws LoomError where a frame alone does not feed the model, or nobody knows what it answers. */
export function taskOf({ signature, task }: Pick<LoadedModel, 'signature' | 'task'>): LiveTask {
  if (signature) return signedLiveTask(signature);
  return task ? foreignTask(task) : fail('live-unknown', 'The file does not say what it takes and answers, and its form is not known here.', { remedy: 'Say what its outputs hold with “Use a model file from elsewhere”, or open it as a network.' });
}

/** Our own networks: the same steps from file to number as in training, and an answer for every Output. */
function signedLiveTask(signature: ModelSignature): LiveTask {
  const [feature, ...others] = signature.features;
  const column = feature?.columns[0];
  if (!feature) return fail('live-no-input', 'The network has no Input, so there is nothing to show it.', { remedy: 'Add an Input that takes pictures.' });
  if (others.length > 0) return fail('live-many-inputs', `The network takes more than one picture can give: ${signature.features.map(({ input }) => `“${input}”`).join(', ')}.`, { remedy: 'Ask it in the Predict panel, where every Input can be given.' });
  if (column?.kind !== 'image' || !column.imageSteps) return fail('live-no-picture', `“${feature.input}” takes ${feature.shape.join('×')} numbers, not a picture.`, { node: feature.input, expected: 'an Input of one or three channels', remedy: 'Give the Input the shape of a picture, such as 28×28×1.' });
  const steps = column.imageSteps;
  const { channels, height, width } = imageShapeOf(steps);
  const seers = signature.targets.map((target) => ({ target, task: target.kind === 'number' ? undefined : signedTask({ ...signature, targets: [target] }, 'The network') }));
  return {
    input: { width, height },
    prepare: (pixels) => [
      { name: feature.input, dtype: 'float32', shape: [1, channels, height, width], data: preprocessImage(pixels, steps) },
      ...(signature.searches ?? []).map((search) => ({ name: search.input, ...searchPicture(pixels, search) }) as NamedTensor),
    ],
    answer: (outputs, frame, settings) => seers.map(({ target, task }) => answerTo(target, task, byName(outputs), frame, settings)),
    ...(seers.length === 1 && landmarksOf(seers[0]!.task)),
  };
}

function answerTo(target: TargetSignature, task: ModelTask | undefined, outputs: ReadonlyMap<string, NamedTensor>, frame: Size, settings: AnswerSettings): LiveAnswer {
  const { node, classes = [] } = target;
  const values = outputs.get(`${node}:prediction`)?.data as Float32Array | undefined;
  if (!task) return { node, answer: { kind: 'numbers', values: Array.from(values ?? []) } };
  // A single output is the probability of the second of two classes.
  if (target.kind === 'category' && values?.length === 1) return { node, answer: { kind: 'classes', scores: Float32Array.of(1 - values[0]!, values[0]!), classes } };
  return told(node, answerOf(task, outputs, frame, selectionOf(task, settings)), settings);
}

/** Models from elsewhere: as their task says. */
function foreignTask(task: ModelTask): LiveTask {
  const { width, height } = task.input;
  return {
    input: { width, height },
    prepare: (pixels) => {
      const fitted = fitPicture(pixels, task.input);
      return [{ name: task.input.name, ...inputTensor(task.input, { ...fitted, samples: fitted.channels }) } as NamedTensor];
    },
    answer: (outputs, frame, settings) => [told(task.title, answerOf(task, byName(outputs), frame, selectionOf(task, settings)), settings)],
    ...landmarksOf(task),
  };
}

function landmarksOf(task: ModelTask | undefined): Pick<LiveTask, 'landmarks'> {
  return task?.answer.kind === 'landmarks' ? { landmarks: task } : {};
}

/** What a model that works beside another is for. Throws LoomError where nobody knows. */
export function modelTaskOf({ signature, task }: Pick<LoadedModel, 'signature' | 'task'>, what: string): ModelTask {
  if (signature) return signedTask(signature, what);
  return task ?? fail('live-unknown', `${what} does not say what it takes and answers, and its form is not known here.`, { remedy: 'Say what its outputs hold with “Use a model file from elsewhere”.' });
}

function selectionOf({ selection }: ModelTask, { scoreAtLeast, iou }: AnswerSettings): ModelTask['selection'] {
  return { ...selection, score: scoreAtLeast, iou };
}

function told(node: string, { answer, candidates, suppression }: Seen, { withRaw }: AnswerSettings): LiveAnswer {
  return { node, answer, ...(withRaw && answer.kind === 'boxes' && { raw: { candidates, suppression } }) };
}

export function byName(outputs: readonly NamedTensor[]): ReadonlyMap<string, NamedTensor> {
  return new Map(outputs.map((output) => [output.name, output]));
}
