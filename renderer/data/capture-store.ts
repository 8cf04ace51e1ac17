/** Classes that are being recorded: what lies in their folder on the host, and small pictures of what this window took. */
import { create } from 'zustand';
import { report, shell } from '../shell/connection';
import { rereadData, useData } from '../store/data-store';
import { editDocument, useDocument } from '../store/document-store';
import { burstNumber, framePath } from './burst-names';
import { takeSource } from './choose-data';
import { fitNetwork } from './fit-network';

export interface CapturedFrame {
  /** File name below the class. */
  readonly file: string;
  /** A small picture for the list, as a data URL; absent where an earlier window took it. */
  readonly preview?: string;
}

export interface CaptureClass {
  readonly name: string;
  readonly frames: readonly CapturedFrame[];
}

interface CaptureState {
  /** On the host; made with the first frame. */
  readonly folder: string | undefined;
  readonly classes: readonly CaptureClass[];
}

const EMPTY: CaptureState = { folder: undefined, classes: [{ name: 'class 1', frames: [] }, { name: 'class 2', frames: [] }] };

export const useCaptures = create<CaptureState>(() => EMPTY);

export function addClass(): void {
  useCaptures.setState(({ classes }) => {
    const taken = new Set(classes.map(({ name }) => name));
    let number = classes.length + 1;
    while (taken.has(`class ${number}`)) number++;
    return { classes: [...classes, { name: `class ${number}`, frames: [] }] };
  });
}

/** Returns why the name cannot be, as a sentence. */
export async function renameClass(from: string, to: string): Promise<string | undefined> {
  const { folder, classes } = useCaptures.getState();
  const name = to.trim();
  if (name === from) return undefined;
  if (name === '' || /[\\/:*?"<>|]/.test(name) || name.startsWith('.')) return 'A name needs letters or digits, and none of \\ / : * ? " < > |.';
  if (classes.some((one) => one.name === name)) return `There is already a class “${name}”.`;
  try {
    if (folder !== undefined) await shell()!.request('captures.rename', { folder, from, to: name });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  change(from, (one) => ({ ...one, name }));
  followFolder();
  return undefined;
}

export async function removeClass(name: string): Promise<void> {
  if (!(await removeFiles([name]))) return;
  useCaptures.setState(({ classes }) => ({ classes: classes.filter((one) => one.name !== name) }));
  followFolder();
}

export async function removeFrame(name: string, file: string): Promise<void> {
  if (!(await removeFiles([`${name}/${file}`]))) return;
  change(name, (one) => ({ ...one, frames: one.frames.filter((frame) => frame.file !== file) }));
  followFolder();
}

async function removeFiles(paths: readonly string[]): Promise<boolean> {
  const { folder } = useCaptures.getState();
  if (folder === undefined) return true;
  try {
    await shell()!.request('captures.remove', { folder, paths });
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}

/** The number that the next press of the button gets. */
export function nextBurst(name: string): number {
  const frames = useCaptures.getState().classes.find((one) => one.name === name)?.frames ?? [];
  return frames.reduce((last, { file }) => Math.max(last, burstNumber(file)), 0) + 1;
}

/** Writes one frame of a burst; both count from 1. */
export async function addFrame(name: string, burst: number, frame: number, bytes: Uint8Array, preview: string): Promise<void> {
  const folder = await captureFolder();
  const file = framePath(burst, frame);
  await shell()!.request('captures.add', { folder, path: `${name}/${file}`, bytes });
  change(name, (one) => ({ ...one, frames: [...one.frames, { file, preview }] }));
}

let starting: Promise<string> | undefined;

function captureFolder(): Promise<string> {
  const { folder } = useCaptures.getState();
  if (folder !== undefined) return Promise.resolve(folder);
  starting ??= shell()!
    .request('captures.start', { name: 'webcam' })
    .then((made) => {
      useCaptures.setState({ folder: made.folder });
      return made.folder;
    })
    .finally(() => {
      starting = undefined;
    });
  return starting;
}

/** Goes on with what lies in a folder that was recorded before. */
export async function continueCapture(folder: string): Promise<void> {
  if (useCaptures.getState().folder === folder) return;
  const found = await shell()!.request('captures.list', { folder });
  useCaptures.setState({ folder, classes: found.map(({ name, pictures }) => ({ name, frames: pictures.map((file) => ({ file })) })) });
}

export function startAnew(): void {
  useCaptures.setState(EMPTY, true);
}

/** Why it cannot be trained on yet, as a sentence. */
export function captureLack({ classes }: Pick<CaptureState, 'classes'>): string | undefined {
  const full = classes.filter(({ frames }) => frames.length > 0);
  return full.length < 2 ? 'Record at least two classes.' : undefined;
}

/** Classes that nothing could be checked with. */
export function singleBurstClasses({ classes }: Pick<CaptureState, 'classes'>): readonly string[] {
  return classes.filter(({ frames }) => frames.length > 0 && new Set(frames.map(({ file }) => burstNumber(file))).size === 1).map(({ name }) => name);
}

export async function takeCapture(): Promise<void> {
  const { folder } = useCaptures.getState();
  if (folder === undefined || !(await takeSource({ kind: 'folder', path: folder, layout: 'classes' }, 'Use the recorded pictures'))) return;
  const { columns = [] } = useData.getState().summary ?? {};
  const { document } = useDocument.getState();
  // Who records classes wants the network to tell just these apart.
  const fitted = fitNetwork(document, columns);
  if (fitted !== document) editDocument('Fit the network to the recorded classes', () => fitted);
}

/** A document that uses the folder already sees what was added. */
export function followFolder(): void {
  const { folder } = useCaptures.getState();
  const source = useData.getState().request?.source;
  if (folder !== undefined && source?.kind === 'folder' && source.path === folder) rereadData();
}

function change(name: string, edit: (one: CaptureClass) => CaptureClass): void {
  useCaptures.setState(({ classes }) => ({ classes: classes.map((one) => (one.name === name ? edit(one) : one)) }));
}
