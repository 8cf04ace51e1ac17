/** Runs as their folders tell, whoever wrote them. */
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { LoomError } from '../../core/diagnostic';
import type { LoomDocument } from '../../document/model';
import type { LogLine } from '../../run/metrics-log';
import { readRun, type RunRecord } from '../../run/run-record';
import type { EpochEvent } from '../../run/trainer';
import { DEFAULT_TRAINING } from '../../run/default-training';
import type { RunSummary } from '../protocol/runs';
import { readNotes } from './run-notes';

/** Enough for the last epochs, whose lines hold a table of confusions each. */
const TAIL_BYTES = 256 * 1024;

/** Throws LoomError where the folder is no run. */
export async function summaryOf(run: string): Promise<RunSummary> {
  const { record, document } = await readRun(run);
  const isDone = await stat(join(run, 'model.onnx')).then(() => true, () => false);
  return { ...headOf(run, record, document), ...(await readNotes(run)), ...latest(await lastLines(run)), state: isDone ? 'done' : 'unfinished' };
}

/** Every run in `folder`, the newest first. What is none, or is being made, is left out. */
export async function runsIn(folder: string): Promise<readonly RunSummary[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.filter((entry) => entry.isDirectory()).map(({ name }) =>
      summaryOf(join(folder, name)).catch((error: unknown) => {
        if (error instanceof LoomError) return undefined;
        throw error;
      }),
    ),
  );
  return found.flatMap((summary) => summary ?? []).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

function headOf(run: string, { createdAt, backend, threads, data, parent }: RunRecord, document: LoomDocument): Omit<RunSummary, 'state' | 'epoch' | 'step'> {
  return {
    run,
    title: basename(run),
    documentName: document.name,
    createdAt,
    backend,
    threads,
    data: { source: data.source, split: data.split },
    epochs: document.training?.epochs ?? DEFAULT_TRAINING.epochs,
    ...(parent && { parent: parent.run }),
  };
}

/** How far it is, by the lines of its log. */
export function latest(lines: readonly LogLine[]): Pick<RunSummary, 'epoch' | 'step' | 'loss' | 'validationLoss' | 'accuracy'> {
  const epoch = lines.findLast((line) => line.event === 'epoch');
  return { epoch: epoch?.epoch ?? 0, step: lines.at(-1)?.step ?? 0, ...(epoch && scoresOf(epoch)) };
}

/** Of the first Output that chooses among classes, and of rows it has not learned from where there are any. */
function scoresOf({ train, validation }: EpochEvent): Pick<RunSummary, 'loss' | 'validationLoss' | 'accuracy'> {
  const scores = Object.values((validation ?? train).outputs).map((output) => output.scores).find(({ kind }) => kind === 'classification');
  return {
    loss: train.loss,
    ...(validation && { validationLoss: validation.loss }),
    ...(scores?.kind === 'classification' && { accuracy: scores.accuracy }),
  };
}

async function lastLines(run: string): Promise<LogLine[]> {
  const file = await open(join(run, 'metrics.jsonl')).catch(() => undefined);
  if (!file) return [];
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - TAIL_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    return lines.slice(from > 0 ? 1 : 0).flatMap(parsed);
  } finally {
    await file.close();
  }
}

/** A line that is being written just now counts for nothing. */
function parsed(line: string): LogLine[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as LogLine];
  } catch {
    return [];
  }
}
