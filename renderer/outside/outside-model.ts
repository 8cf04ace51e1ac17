/** Opening a model file from elsewhere, asking it about a picture while its mapping changes, and keeping the mapping. */
import { LoomError, sentence } from '../../engine/core/diagnostic';
import { createDocument } from '../../engine/document/edits';
import type { JsonObject } from '../../engine/document/model';
import type { ModelTask } from '../../engine/vision/model-task';
import { startMapping } from '../../engine/vision/recognise/start-mapping';
import { startNetwork } from '../commands/files';
import { chooseModel } from '../maps/model-choice';
import { connectShell } from '../shell/connection';
import { editDocument, useDocument } from '../store/document-store';
import { notify, showDock } from '../store/session-store';
import { keptTask } from './kept-task';
import { NOTHING_OUTSIDE, useOutside } from './outside-store';

/** Numbers that are typed come one after the other; the model need not answer each of them. */
const QUIET_MS = 120;

/** Whatever began under an earlier number is no longer wanted. */
let turn = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;

export async function openOutside(path: string): Promise<void> {
  const mine = ++turn;
  const { picture } = useOutside.getState();
  useOutside.setState({ ...NOTHING_OUTSIDE, phase: 'reading', path, picture });
  try {
    const described = await connectShell().request('outside.describe', { model: path });
    if (mine !== turn) return;
    const kept = keptTask(useDocument.getState().document, described.name);
    const task = kept ?? described.recognition?.task ?? startMapping(described.facts);
    useOutside.setState({ phase: 'open', described, task, source: kept ? 'document' : described.recognition ? (described.recognition.isSure ? 'recognised' : 'guessed') : 'by-hand' });
    ask();
  } catch (error) {
    if (mine === turn) useOutside.setState({ phase: 'failed', problem: wordsOf(error) });
  }
}

export function closeOutside(): void {
  turn++;
  clearTimeout(waiting);
  useOutside.getState().picture?.bitmap.close();
  useOutside.setState(NOTHING_OUTSIDE);
}

export async function showPicture(file: File): Promise<void> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    useOutside.getState().picture?.bitmap.close();
    useOutside.setState({ picture: { name: file.name, bytes, bitmap }, answer: undefined, problem: undefined });
    ask();
  } catch {
    useOutside.setState({ problem: `“${file.name}” is no picture that can be read here. Choose a PNG, JPEG or WebP file.` });
  }
}

export function changeTask(change: (task: ModelTask) => ModelTask): void {
  const { task } = useOutside.getState();
  if (!task) return;
  useOutside.setState({ task: change(task), source: 'by-hand' });
  ask();
}

/** The newest mapping and picture; answers to older questions are dropped. */
function ask(): void {
  clearTimeout(waiting);
  const mine = ++turn;
  if (!useOutside.getState().picture) return;
  useOutside.setState({ isAsking: true });
  waiting = setTimeout(() => void answer(mine), QUIET_MS);
}

async function answer(mine: number): Promise<void> {
  const { path, picture, task, took } = useOutside.getState();
  if (!picture || !task) return;
  try {
    const found = await connectShell().request('outside.see', { model: path, picture: picture.bytes, task });
    if (mine === turn) useOutside.setState({ answer: found, took: found.milliseconds ?? took, isAsking: false, problem: undefined });
  } catch (error) {
    if (mine === turn) useOutside.setState({ answer: undefined, isAsking: false, problem: wordsOf(error) });
  }
}

/** The mapping becomes part of the document; the file itself does not. */
export function keepMapping(): void {
  const { described, task } = useOutside.getState();
  if (!described || !task || isKept()) return;
  if (!useDocument.getState().isOpen) startNetwork(createDocument(described.name.replace(/\.onnx$/i, '') || 'untitled'));
  editDocument(`Map ${described.name}`, (document) => ({ ...document, outside: { file: described.name, task: task as unknown as JsonObject } }));
}

/** Whether the document holds just this mapping. */
export function isKept(): boolean {
  const { described, task } = useOutside.getState();
  const kept = described && useDocument.getState().document.outside;
  return kept !== undefined && kept.file === described?.name && JSON.stringify(kept.task) === JSON.stringify(task);
}

/** Keeps the mapping and lets the model answer in the Live panel. */
export function answerLive(): void {
  const { path, described } = useOutside.getState();
  keepMapping();
  chooseModel({ kind: 'file', path });
  closeOutside();
  showDock('live');
  notify(`${described?.name ?? 'The model'} answers in the Live panel now. Choose what it sees.`);
}

function wordsOf(error: unknown): string {
  if (error instanceof LoomError) return error.diagnostics.map(sentence).join(' ');
  return error instanceof Error ? error.message : String(error);
}
