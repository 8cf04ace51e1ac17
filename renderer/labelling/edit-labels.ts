/** Every change of labels: a step that can be undone, and is written at once. */
import type { LabelCategory, LabelledObject } from '../../engine/data/annotations/labels';
import { recordStep, stepBack, stepForth, type LabelStep, type PictureState } from './label-history';
import type { LabelSaver } from './label-saver';
import { useLabelling, type LabellingState } from './labelling-store';

/** Of the folder that is open; absent before. */
let saver: LabelSaver | undefined;
/** Pictures that were changed, as they are now; what the host has read before is older. */
let changed = new Map<string, PictureState>();

export function beginEditing(next: LabelSaver): void {
  saver = next;
  changed = new Map();
}

export function changedPicture(path: string): PictureState | undefined {
  return changed.get(path);
}

/** Tries once more where writing failed. Returns whether everything is on the disk. */
export async function writeLabels(): Promise<boolean> {
  return saver?.write() ?? true;
}

interface EditOptions {
  readonly categories?: readonly LabelCategory[];
  readonly gesture?: string;
  /** What is selected afterwards; as before unless given. */
  readonly select?: number | undefined;
}

/** What the shown picture holds from now on; `undefined` makes it unlabelled. */
export function editObjects(label: string, objects: readonly LabelledObject[] | undefined, options: EditOptions = {}): void {
  const { shown, categories, selected } = useLabelling.getState();
  if (!shown) return;
  const { bitmap: _, ...before } = shown;
  const after: PictureState = { ...before, objects };
  take({ label, picture: { before, after }, ...(options.categories && { categories: { before: categories, after: options.categories } }), ...(options.gesture !== undefined && { gesture: options.gesture }) });
  useLabelling.setState({ selected: 'select' in options ? options.select : selected });
}

export function editObject(label: string, after: LabelledObject, gesture?: string): void {
  const objects = useLabelling.getState().shown?.objects;
  const before = objects?.find(({ id }) => id === after.id);
  if (!objects || !before || before === after) return;
  editObjects(label, objects.map((one) => (one === before ? after : one)), gesture === undefined ? {} : { gesture });
}

/** Draws new objects; their numbers are given here. Without any class, one is made for them. */
export function addObjects(label: string, objects: readonly Omit<LabelledObject, 'id'>[], options: EditOptions = {}): void {
  const { shown, nextId } = useLabelling.getState();
  if (!shown || objects.length === 0) return;
  const numbered = objects.map((object, index): LabelledObject => ({ ...object, id: nextId + index }));
  useLabelling.setState({ nextId: nextId + objects.length });
  editObjects(label, [...(shown.objects ?? []), ...numbered], { select: numbered.at(-1)!.id, ...options });
}

export function editCategories(label: string, after: readonly LabelCategory[], gesture?: string): void {
  take({ label, categories: { before: useLabelling.getState().categories, after }, ...(gesture !== undefined && { gesture }) });
}

function take(step: LabelStep): void {
  useLabelling.setState(({ history }) => ({ history: recordStep(history, step) }));
  apply(step, 'before', 'after');
}

/** Returns the picture that the step was about, which should be shown. */
export function undoStep(): string | undefined {
  const step = stepBack(useLabelling.getState().history);
  return step && travel(step, -1);
}

export function redoStep(): string | undefined {
  const step = stepForth(useLabelling.getState().history);
  return step && travel(step, 1);
}

function travel(step: LabelStep, by: 1 | -1): string | undefined {
  useLabelling.setState(({ history }) => ({ history: { ...history, done: history.done + by }, draft: undefined }));
  if (by < 0) apply(step, 'after', 'before');
  else apply(step, 'before', 'after');
  const { selected, shown } = useLabelling.getState();
  if (!shown?.objects?.some(({ id }) => id === selected)) useLabelling.setState({ selected: undefined });
  return step.picture?.after.path;
}

type Side = 'before' | 'after';

function apply({ picture, categories }: LabelStep, from: Side, to: Side): void {
  const after = picture?.[to];
  if (after) changed.set(after.path, after);
  useLabelling.setState((state) => ({ ...(picture && withPicture(state, picture[from], picture[to])), ...(categories && withCategories(state, categories[to])) }));
  saver?.add(after, categories?.[to]);
}

function withPicture({ pictures, shown, uses }: LabellingState, before: PictureState, { path, objects }: PictureState): Partial<LabellingState> {
  const counted = new Map(uses);
  const count = (list: PictureState['objects'], by: number): void => {
    for (const { category } of list ?? []) counted.set(category, (counted.get(category) ?? 0) + by);
  };
  count(before.objects, -1);
  count(objects, 1);
  return {
    uses: counted,
    pictures: pictures.map((one) => (one.path === path ? { path, ...(objects && { objects: objects.length }) } : one)),
    ...(shown?.path === path && { shown: { ...shown, objects } }),
  };
}

/** What is drawn next has a class that there is. */
function withCategories({ category }: LabellingState, categories: readonly LabelCategory[]): Partial<LabellingState> {
  return { categories, category: categories.some(({ id }) => id === category) ? category : categories[0]?.id };
}
