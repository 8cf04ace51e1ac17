/** What is done to the selected object or the whole picture with one key or button. */
import { isReshapable } from '../../engine/data/annotations/labels';
import { report, shell } from '../shell/connection';
import { addObjects, changedPicture, editObject, editObjects } from './edit-labels';
import { setCursor, useLabelView } from './label-view';
import { selectedObject, useLabelling } from './labelling-store';
import { fitted, moved, outlined, snap, stretched } from './shapes';

/** Steps that follow each other closely are one of history, as one drag would be. */
const PAUSE_MS = 1000;
/** How far a copy lies from what was copied. */
const APART = 10;

let gesture = 0;
let lastStep = -Infinity;

function steppingGesture(kind: string, id: number): string {
  const now = performance.now();
  if (now - lastStep > PAUSE_MS) gesture++;
  lastStep = now;
  return `${kind} ${id} ${gesture}`;
}

/** Pixels of another program stay where they are. */
export function stepSelected(dx: number, dy: number): void {
  const { shown } = useLabelling.getState();
  const object = selectedObject();
  if (shown && object && isReshapable(object)) editObject('Move an object', moved(object, { x: dx, y: dy }, shown), steppingGesture('move', object.id));
}

/** With the lower right corner. */
export function stretchSelected(dx: number, dy: number): void {
  const { shown } = useLabelling.getState();
  const object = selectedObject();
  if (!shown || !object || !isReshapable(object)) return;
  const { x, y, width, height } = object;
  if (width + dx < 1 || height + dy < 1) return;
  editObject('Resize an object', stretched(object, { x, y, width: width + dx, height: height + dy }, shown), steppingGesture('stretch', object.id));
}

export function stepCursor(dx: number, dy: number): void {
  const { shown } = useLabelling.getState();
  if (!shown) return;
  const { cursor } = useLabelView.getState();
  const at = cursor ?? { x: shown.width / 2, y: shown.height / 2 };
  setCursor(snap({ x: at.x + dx, y: at.y + dy }, shown));
}

export function outlineSelected(): void {
  const object = selectedObject();
  if (object) editObject('Turn pixels into a polygon', outlined(object));
}

export function deleteSelected(): void {
  const { shown, selected } = useLabelling.getState();
  const rest = shown?.objects?.filter(({ id }) => id !== selected);
  // Without any object left nobody has labelled it: that it shows nothing is said in so many words.
  if (rest) editObjects('Delete an object', rest.length === 0 ? undefined : rest, { select: undefined });
}

export function duplicateSelected(): void {
  const { shown } = useLabelling.getState();
  const object = selectedObject();
  if (!shown || !object) return;
  addObjects('Duplicate an object', [isReshapable(object) ? aside(object, shown) : object]);
}

/** To the lower right, or where that is the border, to the upper left. */
function aside(object: Parameters<typeof moved>[0], picture: Parameters<typeof moved>[2]): Parameters<typeof moved>[0] {
  const copy = moved(object, { x: APART, y: APART }, picture);
  return copy === object ? moved(object, { x: -APART, y: -APART }, picture) : copy;
}

export function copyObjects(): void {
  const { shown } = useLabelling.getState();
  const object = selectedObject();
  useLabelling.setState({ copied: object ? [object] : (shown?.objects ?? []) });
}

export function pasteObjects(): void {
  const { copied } = useLabelling.getState();
  addCopies(copied.length === 1 ? 'Paste an object' : `Paste ${copied.length} objects`, copied);
}

/** Cut to this picture; what does not fit it at all is left out. Classes that are gone stay gone. */
function addCopies(label: string, objects: readonly Parameters<typeof fitted>[0][]): void {
  const { shown, categories } = useLabelling.getState();
  if (!shown) return;
  addObjects(label, objects.filter(({ category }) => categories.some(({ id }) => id === category)).flatMap((one) => fitted(one, shown) ?? []));
}

export async function repeatPrevious(): Promise<void> {
  const { pictures, at, folder, shown } = useLabelling.getState();
  const path = pictures[at - 1]?.path;
  if (path === undefined || folder === undefined) return;
  try {
    const changed = changedPicture(path);
    const objects = changed ? changed.objects : (await shell()!.request('labels.read', { folder, picture: path })).objects;
    if (useLabelling.getState().shown === shown) addCopies('Copy the objects of the picture before', objects ?? []);
  } catch (error) {
    report(error);
  }
}

/** Looked at, and it shows nothing; or not looked at after all. */
export function toggleEmpty(): void {
  const { shown } = useLabelling.getState();
  if (shown) editObjects(shown.objects ? 'Not labelled yet' : 'Nothing to find', shown.objects ? undefined : []);
}
