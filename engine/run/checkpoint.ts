/**
 * Checkpoints of a run: weights, optimizer slots and training state in one safetensors file each, written atomically, so
 * that a kill at any moment leaves the one before. Which of them stay is decided in `checkpoint-retention.ts`; the best
 * weights stand apart from them.
 */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, LoomError, warning, type Diagnostic } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { removeLeftovers } from '../files/atomic-write';
import { explaining } from '../files/file-problem';
import { makeFolder } from '../files/make-folder';
import { readSafetensorsFile, readSafetensorsMetadata, writeSafetensorsFile } from '../files/safetensors-file';
import { checkpointName, keptCheckpoints, newestFirst, parseCheckpointName, type CheckpointName } from './checkpoint-retention';
import { decodeState, encodeState, type TrainingState } from './training-state';

type Tensors = Iterable<readonly [string, Tensor<'float32'>]>;

const ENDING = '.safetensors';
/** The name of the weights of the best epoch among the checkpoints. */
export const BEST_CHECKPOINT = 'best';

export interface Checkpoint {
  readonly state: TrainingState;
  /** With optimizer slots, except in `best`, which holds the weights alone. */
  readonly tensors: ReadonlyMap<string, Tensor<'float32'>>;
  /** Newer checkpoints that could not be read, as warnings. */
  readonly skipped: readonly Diagnostic[];
}

export interface CheckpointEntry {
  /** What `loadCheckpoint` takes. */
  readonly name: string;
  /** Steps and epochs done. */
  readonly step: number;
  readonly epoch: number;
  readonly kept: 'recent' | 'tenth' | 'best';
  readonly bytes: number;
  /** ISO date. */
  readonly savedAt: string;
}

export async function saveCheckpoint(run: string, state: TrainingState, tensors: Tensors): Promise<void> {
  const folder = folderOf(run);
  await explaining(folder, 'created', () => makeFolder(folder));
  await writeSafetensorsFile(join(folder, checkpointName(state) + ENDING), tensors, { state: encodeState(state) });
  const names = await checkpointNames(run);
  const kept = keptCheckpoints(names);
  await Promise.all(names.filter(({ name }) => !kept.has(name)).map(({ name }) => rm(join(folder, name + ENDING), { force: true })));
}

/** What there is to go on from or to fork from, the newest first and the best last. Files that go meanwhile are left out. */
export async function listCheckpoints(run: string): Promise<readonly CheckpointEntry[]> {
  const names = await checkpointNames(run);
  const kept = keptCheckpoints(names);
  const entries = names.map(async ({ name, step, epoch }) => ({ name, step, epoch, kept: kept.get(name) ?? ('recent' as const), ...(await factsOf(fileOf(run, name))) }));
  const found = await Promise.all([...entries, bestEntry(run)].map((entry) => entry.catch(() => undefined)));
  return found.filter((entry) => entry !== undefined);
}

/**
 * The checkpoint of that name; without one the newest that can be read, or undefined where there is none yet. Throws
 * LoomError where it is missing or damaged, and without a name where all are.
 */
export async function loadCheckpoint(run: string, name: string): Promise<Checkpoint>;
export async function loadCheckpoint(run: string): Promise<Checkpoint | undefined>;
export async function loadCheckpoint(run: string, name?: string): Promise<Checkpoint | undefined> {
  if (name === undefined) return newestCheckpoint(run);
  if (name !== BEST_CHECKPOINT && !parseCheckpointName(name)) fail('checkpoint-name', `“${name}” is not the name of a checkpoint.`, { file: run, found: name, remedy: 'Choose one from the list of the run.' });
  return { ...(await readCheckpoint(fileOf(run, name))), skipped: [] };
}

/** `state` is that of the end of the best epoch. */
export async function saveBest(run: string, tensors: Tensors, state: TrainingState): Promise<void> {
  await writeSafetensorsFile(fileOf(run, BEST_CHECKPOINT), tensors, { state: encodeState(state) });
}

export async function loadBest(run: string): Promise<ReadonlyMap<string, Tensor<'float32'>>> {
  return floats((await readSafetensorsFile(fileOf(run, BEST_CHECKPOINT))).tensors);
}

/** Removes what a writer that was killed left behind. Only where the run is locked. */
export async function removeHalfWritten(run: string): Promise<void> {
  await removeLeftovers(run);
  await removeLeftovers(folderOf(run)).catch(() => undefined);
}

function folderOf(run: string): string {
  return join(run, 'checkpoints');
}

function fileOf(run: string, name: string): string {
  return name === BEST_CHECKPOINT ? join(run, name + ENDING) : join(folderOf(run), name + ENDING);
}

/** The newest first. */
async function checkpointNames(run: string): Promise<CheckpointName[]> {
  const files = await readdir(folderOf(run)).catch(() => []);
  const names = files.flatMap((file) => (file.endsWith(ENDING) ? (parseCheckpointName(file.slice(0, -ENDING.length)) ?? []) : []));
  return newestFirst(names);
}

async function newestCheckpoint(run: string): Promise<Checkpoint | undefined> {
  const skipped: Diagnostic[] = [];
  let first: unknown;
  for (const { name } of await checkpointNames(run)) {
    const file = fileOf(run, name);
    try {
      return { ...(await readCheckpoint(file)), skipped };
    } catch (error) {
      first ??= error;
      const reason = error instanceof LoomError ? (error.diagnostics[0]?.message ?? '') : String(error);
      skipped.push(warning('checkpoint-damaged', `The checkpoint “${name}” cannot be read, so the one before it is used. ${reason}`.trim(), { file }));
    }
  }
  if (first !== undefined) throw first;
  return undefined;
}

async function readCheckpoint(file: string): Promise<Omit<Checkpoint, 'skipped'>> {
  const { tensors, metadata } = await readSafetensorsFile(file);
  return { state: stateIn(metadata, file), tensors: floats(tensors) };
}

function stateIn(metadata: Readonly<Record<string, string>>, file: string): TrainingState {
  try {
    return decodeState(metadata['state'] ?? '');
  } catch {
    return fail('checkpoint-state', `${file} does not say how far its run was.`, { file, remedy: 'Use another checkpoint of the run.' });
  }
}

async function bestEntry(run: string): Promise<CheckpointEntry> {
  const file = fileOf(run, BEST_CHECKPOINT);
  const { step, epoch } = stateIn(await readSafetensorsMetadata(file), file);
  return { name: BEST_CHECKPOINT, step, epoch, kept: 'best', ...(await factsOf(file)) };
}

async function factsOf(file: string): Promise<Pick<CheckpointEntry, 'bytes' | 'savedAt'>> {
  const { size, mtime } = await stat(file);
  return { bytes: size, savedAt: mtime.toISOString() };
}

function floats(tensors: ReadonlyMap<string, Tensor>): ReadonlyMap<string, Tensor<'float32'>> {
  return new Map(
    [...tensors].map(([key, tensor]) => {
      if (tensor.dtype !== 'float32') fail('checkpoint-type', `The checkpoint holds “${key}” as ${tensor.dtype}.`, { expected: 'float32', found: tensor.dtype });
      return [key, tensor as Tensor<'float32'>];
    }),
  );
}
