/** Boxes that a model proposes for the shown picture. They are nobody's labels until they are accepted, one by one or all. */
import { create } from 'zustand';
import type { LoomError } from '../../engine/core/diagnostic';
import type { FoundBox } from '../../engine/run/detect';
import { iou, type Rectangle } from '../../engine/vision/iou';
import { asProblem } from '../data/choose-data';
import { chosenModel, useModelChoice } from '../maps/model-choice';
import { keptTask } from '../outside/kept-task';
import { shell } from '../shell/connection';
import { useDocument } from '../store/document-store';
import { addObjects } from './edit-labels';
import { withClass } from './label-classes';
import { useLabelling } from './labelling-store';
import { boxBetween, snap, type Size } from './shapes';

export interface Suggestion extends Omit<FoundBox, 'label'> {
  readonly id: number;
  readonly name: string;
}

interface SuggestionState {
  /** The picture they are about. */
  readonly path: string | undefined;
  readonly list: readonly Suggestion[];
  readonly isAsking: boolean;
  /** Whether every picture is asked about as soon as it is shown. */
  readonly isAutomatic: boolean;
  /** Boxes with a lower score are not proposed. */
  readonly least: number;
  readonly problem: LoomError | undefined;
}

/** Boxes that overlap by more are the same object, whatever their classes: it is proposed once, and not where it is drawn already. */
const SAME = 0.6;

export const useSuggestions = create<SuggestionState>(() => ({ path: undefined, list: [], isAsking: false, isAutomatic: false, least: 0.5, problem: undefined }));

/** Why no model can be asked now, as a sentence. */
export function suggestionLack(): string | undefined {
  if (useModelChoice.getState().choice.kind === 'untrained') return 'The untrained network finds nothing yet. Choose a run or a model file.';
  return 'document' in chosenModel() ? 'The network has no trained weights to ask. Choose a run or a model file.' : undefined;
}

export async function suggest(): Promise<void> {
  const { shown } = useLabelling.getState();
  const client = shell();
  if (!shown || !client) return;
  const { path } = shown;
  const isWanted = (): boolean => useSuggestions.getState().path === path;
  useSuggestions.setState({ path, list: [], isAsking: true, problem: undefined });
  try {
    const found = await ask(path, useSuggestions.getState().least);
    if (!isWanted()) return;
    const list = found.flatMap((box, index) => inPicture(box, index, shown));
    useSuggestions.setState({ list: newOnes(list, useLabelling.getState().shown?.objects ?? []), isAsking: false });
  } catch (error) {
    if (isWanted()) useSuggestions.setState({ isAsking: false, problem: asProblem(error) });
  }
}

/** The better ones first, as they come. */
export function newOnes(list: readonly Suggestion[], drawn: readonly Rectangle[]): readonly Suggestion[] {
  const isSame = (a: Rectangle, b: Rectangle): boolean => iou(a, b) > SAME;
  return list.reduce<readonly Suggestion[]>((kept, one) => (drawn.some((object) => isSame(object, one)) || kept.some((other) => isSame(other, one)) ? kept : [...kept, one]), []);
}

/** In whole pixels; a box that has none is nothing to propose. */
function inPicture({ label, ...box }: FoundBox, id: number, picture: Size): Suggestion[] {
  const shape = boxBetween(snap(box, picture), snap({ x: box.x + box.width, y: box.y + box.height }, picture));
  return shape ? [{ ...box, ...shape, name: label, id }] : [];
}

async function ask(picture: string, least: number): Promise<readonly FoundBox[]> {
  const { folder, shown } = useLabelling.getState();
  const from = chosenModel();
  if (!('model' in from) && !('run' in from)) throw new Error(suggestionLack());
  const model = 'model' in from ? from.model : from.run;
  const task = 'model' in from ? keptTask(useDocument.getState().document, model) : undefined;
  if (!task) return shell()!.request('labels.suggest', { folder: folder!, picture, model, score: least });
  // A mapping that the network keeps says what a file answers that is not recognised by itself.
  const png = await pngOf(shown!.bitmap);
  const { answer } = await shell()!.request('outside.see', { model, picture: png, task: { ...task, selection: { ...task.selection, score: least } } });
  if (answer.kind !== 'boxes') throw new Error('The model answers with no boxes, so it cannot propose any.');
  return answer.detections.map(({ x, y, width, height, label, score }) => ({ x, y, width, height, score, label: answer.classes[label] ?? `class ${label}` }));
}

async function pngOf(bitmap: ImageBitmap): Promise<Uint8Array> {
  const page = new OffscreenCanvas(bitmap.width, bitmap.height);
  page.getContext('2d')!.drawImage(bitmap, 0, 0);
  return new Uint8Array(await (await page.convertToBlob()).arrayBuffer());
}

/** They become objects, as one step; classes that the folder has not are added. */
export function acceptSuggestions(accepted: readonly Suggestion[]): void {
  const { categories: before } = useLabelling.getState();
  let categories = before;
  const objects = accepted.map(({ name, x, y, width, height }) => {
    const known = withClass(categories, name);
    ({ categories } = known);
    return { x, y, width, height, category: known.id, isCrowd: false };
  });
  const ids = new Set(accepted.map(({ id }) => id));
  addObjects(accepted.length === 1 ? 'Accept a suggestion' : `Accept ${accepted.length} suggestions`, objects, categories === before ? {} : { categories });
  useSuggestions.setState(({ list }) => ({ list: list.filter(({ id }) => !ids.has(id)) }));
}

export function dismissSuggestions(dismissed?: Suggestion): void {
  useSuggestions.setState(({ list }) => ({ list: dismissed ? list.filter((one) => one !== dismissed) : [] }));
}

/** Another picture has others. */
useLabelling.subscribe(({ shown, isOpen }, before) => {
  if (shown?.path === before.shown?.path) return;
  useSuggestions.setState({ path: undefined, list: [], isAsking: false, problem: undefined });
  if (shown && isOpen && useSuggestions.getState().isAutomatic && suggestionLack() === undefined) void suggest();
});
