/**
 * The models that answer live: the network on the canvas with the weights it has now, or another that was chosen to predict,
 * and those that work with it: a detector that finds what it looks at, or eyes for a network that tells gestures.
 */
import type { Tensor } from '../../engine/core/dtype';
import type { LoomDocument } from '../../engine/document/model';
import type { LiveModel } from '../../engine/run/live-model';
import { tensorOf, valuesOf } from '../../engine/run/live-values';
import { gestureMoments } from '../gestures/gesture-network';
import { chosenModel, useModelChoice } from '../maps/model-choice';
import { plural } from '../network/text';
import { keptTask } from '../outside/kept-task';
import { shell } from '../shell/connection';
import { useDocument } from '../store/document-store';
import { checkEyes, eyesFrom, loadedFrom, type ModelFrom } from './eyes';
import { useLiveChoices } from './live-store';
import type { LoadedModel, ModelPart, NamedTensor } from './protocol';
import { readsGestures } from './worker/gesture-reader';

type CurrentModel = LoadedModel & Pick<LiveModel, 'origin'>;

/** Whether the model that was loaded last tells gestures, and sees through another. */
let seesThroughEyes = false;

/** A frame through the same model in the engine. */
export async function runInEngine(inputs: readonly NamedTensor[], part: ModelPart): Promise<readonly NamedTensor[]> {
  const client = shell();
  if (!client) throw new Error('The window is not connected to the engine.');
  const results = await client.request('network.run', { from: await fromOf(part), inputs: inputs.map(({ name, ...tensor }) => valuesOf(name, tensor as Tensor)) });
  return results.map((result) => ({ name: result.name, ...tensorOf(result) }) as NamedTensor);
}

async function fromOf(part: ModelPart): Promise<ModelFrom> {
  if (part === 'detector') return { model: useLiveChoices.getState().detector ?? '' };
  return part === 'model' && seesThroughEyes ? eyesFrom() : chosenModel();
}

/** Throws an Error with a sentence where there is none now. */
export async function currentModel(): Promise<CurrentModel> {
  if (!shell()) throw new Error('The window is not connected to the engine. Wait until it is, then start again.');
  if (isCanvasOfGestures()) return withEyes(await trainedGestures());
  const model = await chosen();
  if (readsGestures(model.signature)) return withEyes(model);
  seesThroughEyes = false;
  return withDetector(model);
}

/** Whether the network of the canvas is to answer, and tells gestures. */
export function isCanvasOfGestures({ document }: { readonly document: LoomDocument } = useDocument.getState()): boolean {
  const { choice } = useModelChoice.getState();
  return (choice.kind === 'shown' || choice.kind === 'untrained') && gestureMoments(document) !== undefined;
}

async function chosen(): Promise<CurrentModel> {
  const from = chosenModel();
  const { document, network } = useDocument.getState();
  const errors = network.problems.filter(({ severity }) => severity === 'error').length;
  if ('document' in from && errors > 0) throw new Error(`The network cannot see yet: it has ${plural(errors, 'problem')}. Solve what the Problems panel lists.`);
  const { bytes, signature, task, origin } = await shell()!.request('network.live', { from });
  const mapped = 'model' in from ? keptTask(document, from.model) : undefined;
  return { bytes, signature, task: mapped ?? task, origin };
}

/** Nothing while it has learned nothing: hands are seen, and gestures can be recorded, before there is anything to tell. */
async function trainedGestures(): Promise<CurrentModel | undefined> {
  if (useDocument.getState().document.data === undefined) return undefined;
  const model = await chosen();
  return model.origin.kind === 'untrained' || !readsGestures(model.signature) ? undefined : model;
}

async function withEyes(gestures: CurrentModel | undefined): Promise<CurrentModel> {
  const eyes = await loadedFrom(await eyesFrom());
  checkEyes(eyes);
  seesThroughEyes = true;
  return withDetector({ ...eyes, origin: gestures?.origin ?? { kind: 'file' }, ...(gestures && { gestures }) });
}

/** Where the model tells points, and a detector was chosen for it. */
async function withDetector(model: CurrentModel): Promise<CurrentModel> {
  const { detector } = useLiveChoices.getState();
  const [target, ...others] = model.signature?.targets ?? [];
  const tellsPoints = model.signature ? target?.kind === 'points' && others.length === 0 : model.task?.answer.kind === 'landmarks';
  return tellsPoints && detector !== undefined ? { ...model, detector: await loadedFrom({ model: detector }) } : model;
}
