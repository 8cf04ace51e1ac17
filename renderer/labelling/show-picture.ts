/** From picture to picture. The one that is shown stays until the next is there, and the one behind it is read ahead. */
import { fail } from '../../engine/core/diagnostic';
import type { LabelledObject } from '../../engine/data/annotations/labels';
import { asProblem } from '../data/choose-data';
import { shell } from '../shell/connection';
import { changedPicture } from './edit-labels';
import { fitPicture } from './label-view';
import { useLabelling, type ShownPicture } from './labelling-store';

/** Kept in memory: a few, since photographs are large. */
const KEPT = 3;

const loaded = new Map<string, Promise<ShownPicture>>();

/** Before another folder is read, whose pictures may have the same names. */
export function forgetPictures(): void {
  for (const picture of loaded.values()) void picture.then(({ bitmap }) => bitmap.close(), () => undefined);
  loaded.clear();
}

export async function showPicture(at: number): Promise<void> {
  const { pictures, folder } = useLabelling.getState();
  const path = pictures[at]?.path;
  if (path === undefined || folder === undefined) return;
  useLabelling.setState({ at, draft: undefined, selected: undefined, problem: undefined });
  const isWanted = (): boolean => useLabelling.getState().folder === folder && useLabelling.getState().at === at;
  try {
    const picture = await load(folder, path);
    if (!isWanted()) return;
    const { shown } = useLabelling.getState();
    useLabelling.setState({ shown: { ...picture, objects: currentObjects(picture) } });
    if (shown?.width !== picture.width || shown.height !== picture.height) fitPicture();
    const next = pictures[at + 1]?.path;
    if (next !== undefined) load(folder, next).catch(() => undefined);
  } catch (error) {
    if (isWanted()) useLabelling.setState({ shown: undefined, problem: asProblem(error) });
  }
}

function currentObjects({ path, objects }: ShownPicture): readonly LabelledObject[] | undefined {
  const changed = changedPicture(path);
  return changed ? changed.objects : objects;
}

function load(folder: string, path: string): Promise<ShownPicture> {
  const known = loaded.get(path);
  const picture = known ?? read(folder, path);
  loaded.delete(path);
  loaded.set(path, picture);
  picture.catch(() => loaded.delete(path));
  for (const old of [...loaded.keys()].slice(0, -KEPT)) {
    if (old === useLabelling.getState().shown?.path) continue;
    void loaded.get(old)!.then(({ bitmap }) => bitmap.close(), () => undefined);
    loaded.delete(old);
  }
  return picture;
}

async function read(folder: string, path: string): Promise<ShownPicture> {
  const { width, height, bytes, type, objects } = await shell()!.request('labels.read', { folder, picture: path });
  const bitmap = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), { imageOrientation: 'from-image' }).catch(() => fail('image-unreadable', `${path} cannot be shown: the file is damaged or cut short.`, { file: path, remedy: 'Save the picture again from its source as JPEG or PNG, or remove the file.' }));
  return { path, width, height, bitmap, objects };
}

/** The next picture that nobody has labelled, from the one behind this on, around the end. */
export function nextUnlabelled(): number | undefined {
  const { pictures, at } = useLabelling.getState();
  for (let step = 1; step <= pictures.length; step++) {
    const index = (at + step) % pictures.length;
    if (index !== at && pictures[index]!.objects === undefined) return index;
  }
  return undefined;
}

export async function showPath(path: string | undefined): Promise<void> {
  const { pictures, at, shown } = useLabelling.getState();
  const index = pictures.findIndex((one) => one.path === path);
  if (index >= 0 && (index !== at || shown?.path !== path)) await showPicture(index);
}
