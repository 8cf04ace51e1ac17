/**
 * Gestures that are being recorded: the takes of each, in this window and in a folder on the host. Every change is written at
 * once, and can be taken back.
 */
import { create } from 'zustand';
import { clipsOf, readRecordings, recordingsText, type RecordedGesture, type Take } from '../../engine/vision/gesture-recordings';
import { gestureTable } from '../../engine/vision/gesture-table';
import { report, shell } from '../shell/connection';
import { rereadData, useData } from '../store/data-store';
import { notify } from '../store/session-store';

interface Change {
  readonly label: string;
  /** What there was before it. */
  readonly before: readonly RecordedGesture[];
}

interface GestureState {
  /** On the host; made with the first take. */
  readonly folder: string | undefined;
  readonly gestures: readonly RecordedGesture[];
  /** The latest first. */
  readonly changes: readonly Change[];
  /** Moments per row of the tables that were made, and follow every change. */
  readonly tables: readonly number[];
}

const RECORDINGS = 'recordings.json';
const FOLDER = 'gestures';
const MOST_CHANGES = 100;

const EMPTY: GestureState = { folder: undefined, gestures: [{ name: 'gesture 1', takes: [] }, { name: 'gesture 2', takes: [] }], changes: [], tables: [] };

export const useGestures = create<GestureState>(() => EMPTY);

export function startAnew(): void {
  useGestures.setState(EMPTY, true);
}

export function addGesture(): void {
  change('Add a gesture', (gestures) => {
    const taken = new Set(gestures.map(({ name }) => name));
    let number = gestures.length + 1;
    while (taken.has(`gesture ${number}`)) number++;
    return [...gestures, { name: `gesture ${number}`, takes: [] }];
  });
}

/** Returns why the name cannot be, as a sentence. */
export function renameGesture(from: string, to: string): string | undefined {
  const name = to.trim();
  if (name === from) return undefined;
  if (name === '' || name.length > 100) return 'A name needs letters or digits, and no more than 100 of them.';
  if (useGestures.getState().gestures.some((one) => one.name === name)) return `There is already a gesture “${name}”.`;
  change(`Rename ${from}`, (gestures) => gestures.map((one) => (one.name === from ? { ...one, name } : one)));
  return undefined;
}

export function removeGesture(name: string): void {
  change(`Remove ${name}`, (gestures) => gestures.filter((one) => one.name !== name), true);
}

/** In the place of an earlier take, where one is done again. */
export function addTake(name: string, take: Take, inPlaceOf?: number): void {
  change(`Record ${name}`, (gestures) => withTakes(gestures, name, (takes) => (inPlaceOf === undefined ? [...takes, take] : takes.map((one, index) => (index === inPlaceOf ? take : one)))));
}

export function removeTake(name: string, index: number): void {
  change(`Remove a recording of ${name}`, (gestures) => withTakes(gestures, name, (takes) => takes.filter((_, one) => one !== index)), true);
}

/** The latest change; nothing where there is none. */
export function undoRecording(): void {
  const [last, ...changes] = useGestures.getState().changes;
  if (!last) return;
  useGestures.setState({ gestures: last.before, changes });
  notify(`Taken back: ${last.label.toLowerCase()}.`);
  void write();
}

function withTakes(gestures: readonly RecordedGesture[], name: string, edit: (takes: readonly Take[]) => readonly Take[]): readonly RecordedGesture[] {
  return gestures.map((one) => (one.name === name ? { ...one, takes: edit(one.takes) } : one));
}

/** `isLoss`: something is gone that a person may want back. */
function change(label: string, edit: (gestures: readonly RecordedGesture[]) => readonly RecordedGesture[], isLoss = false): void {
  const { gestures, changes } = useGestures.getState();
  useGestures.setState({ gestures: edit(gestures), changes: [{ label, before: gestures }, ...changes].slice(0, MOST_CHANGES) });
  if (isLoss) notify(`${label}: done.`, 'info', { title: 'Undo', run: undoRecording });
  void write();
}

/** Goes on with what lies in a folder that was recorded before. Throws LoomError where it cannot be read. */
export async function continueRecording(folder: string, moments: number): Promise<void> {
  if (useGestures.getState().folder === folder) return;
  const { bytes } = await shell()!.request('captures.read', { folder, path: RECORDINGS });
  useGestures.setState({ folder, gestures: readRecordings(new TextDecoder().decode(bytes), `${folder}/${RECORDINGS}`), changes: [], tables: [moments] });
}

/** Where the table with so many moments per row lies; it follows every later change. */
export async function tableOf(moments: number): Promise<string> {
  useGestures.setState(({ tables }) => ({ tables: [...new Set([...tables, moments])] }));
  await write();
  return (await writeTable(moments)).file;
}

function tableName(moments: number): string {
  return moments === 1 ? 'gestures.csv' : `gestures-${moments}-moments.csv`;
}

let writing: Promise<void> = Promise.resolve();
let isWanted = false;

/** One at a time, always the newest; what is written is what this window shows. */
function write(): Promise<void> {
  isWanted = true;
  writing = writing.then(async () => {
    if (!isWanted) return;
    isWanted = false;
    try {
      await writeAll();
    } catch (error) {
      report(error);
    }
  });
  return writing;
}

async function writeAll(): Promise<void> {
  const { folder, gestures, tables } = useGestures.getState();
  // Names without a take are worth no folder.
  if (!shell() || (folder === undefined && gestures.every(({ takes }) => takes.length === 0))) return;
  await add(RECORDINGS, recordingsText(gestures));
  const files: string[] = [];
  for (const moments of tables) files.push((await writeTable(moments)).file);
  const source = useData.getState().request?.source;
  if (source?.kind === 'csv' && files.includes(source.path)) rereadData();
}

function writeTable(moments: number): Promise<{ readonly file: string }> {
  return add(tableName(moments), gestureTable(clipsOf(useGestures.getState().gestures), moments));
}

async function add(path: string, text: string): Promise<{ readonly file: string }> {
  return shell()!.request('captures.add', { folder: await folderOnHost(), path, bytes: new TextEncoder().encode(text) });
}

async function folderOnHost(): Promise<string> {
  const { folder } = useGestures.getState();
  if (folder !== undefined) return folder;
  const made = await shell()!.request('captures.start', { name: FOLDER });
  useGestures.setState({ folder: made.folder });
  return made.folder;
}
