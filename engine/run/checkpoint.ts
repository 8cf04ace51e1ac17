/**
 * Checkpoints of a run: weights, optimizer slots and training state in one safetensors file each, written atomically, so
 * that a kill at any moment leaves the one before. The last three are kept, and the best weights apart from them.
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { removeLeftovers } from '../files/atomic-write';
import { readSafetensorsFile, writeSafetensorsFile } from '../files/safetensors-file';
import { decodeState, encodeState, type TrainingState } from './training-state';

type Tensors = Iterable<readonly [string, Tensor<'float32'>]>;

const KEPT = 3;
const FILE = /^step-(\d{9})\.safetensors$/;

function folderOf(run: string): string {
  return join(run, 'checkpoints');
}

export async function saveCheckpoint(run: string, state: TrainingState, tensors: Tensors): Promise<void> {
  const folder = folderOf(run);
  await mkdir(folder, { recursive: true });
  const name = `step-${String(state.step).padStart(9, '0')}.safetensors`;
  await writeSafetensorsFile(join(folder, name), tensors, { state: encodeState(state) });
  const old = (await checkpointFiles(run)).slice(KEPT);
  await Promise.all(old.map((file) => rm(join(folder, file), { force: true })));
}

export interface Checkpoint {
  readonly state: TrainingState;
  readonly tensors: ReadonlyMap<string, Tensor<'float32'>>;
}

/** The newest checkpoint that can be read, or undefined where there is none yet. */
export async function loadCheckpoint(run: string): Promise<Checkpoint | undefined> {
  await removeLeftovers(folderOf(run)).catch(() => undefined);
  const problems: unknown[] = [];
  for (const file of await checkpointFiles(run)) {
    try {
      const { tensors, metadata } = await readSafetensorsFile(join(folderOf(run), file));
      return { state: decodeState(metadata['state'] ?? ''), tensors: floats(tensors) };
    } catch (error) {
      problems.push(error);
    }
  }
  if (problems.length > 0) throw problems[0];
  return undefined;
}

const BEST = 'best.safetensors';

export async function saveBest(run: string, tensors: Tensors): Promise<void> {
  await writeSafetensorsFile(join(run, BEST), tensors);
}

export async function loadBest(run: string): Promise<ReadonlyMap<string, Tensor<'float32'>>> {
  return floats((await readSafetensorsFile(join(run, BEST))).tensors);
}

/** Newest first. */
async function checkpointFiles(run: string): Promise<string[]> {
  const names = await readdir(folderOf(run)).catch(() => []);
  return names.filter((name) => FILE.test(name)).sort().reverse();
}

function floats(tensors: ReadonlyMap<string, Tensor>): ReadonlyMap<string, Tensor<'float32'>> {
  return new Map(
    [...tensors].map(([key, tensor]) => {
      if (tensor.dtype !== 'float32') fail('checkpoint-type', `The checkpoint holds “${key}” as ${tensor.dtype}.`, { expected: 'float32', found: tensor.dtype });
      return [key, tensor as Tensor<'float32'>];
    }),
  );
}
