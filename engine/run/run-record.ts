/** The record of a run: what was trained, on what, how and with which versions. With it a run can be resumed and compared. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail } from '../core/diagnostic';
import type { DataSource, SplitOptions } from '../data/dataset';
import type { LoomDocument } from '../document/model';
import { writeFileAtomically } from '../files/atomic-write';
import { readDocumentFile, writeDocumentFile } from '../files/document-file';
import { explaining } from '../files/file-problem';
import type { BackendName } from './backend';
import type { ModelSignature } from './signature';
import type { ForkOrigin } from './starting-weights';
import type { TuningTable } from './tuning';

export interface RunData {
  /** Paths are absolute. */
  readonly source: DataSource;
  readonly split: SplitOptions;
  readonly fingerprint: string;
}

export interface RunRecord {
  readonly version: 1;
  readonly writer: string;
  readonly createdAt: string;
  readonly data: RunData;
  readonly backend: BackendName;
  readonly threads: number;
  readonly tuning: TuningTable;
  /** Versions and processor that rounding depends on. */
  readonly environment: Readonly<Record<string, string>>;
  readonly checkpointSeconds: number;
  /** The share of the time that statistics of layers may take; none are taken without it. */
  readonly watch?: number;
  readonly signature: ModelSignature;
  /** What it was forked from. */
  readonly parent?: ForkOrigin;
  /** How its weights were pruned, where they are those of its parent and nothing has been trained since. */
  readonly pruned?: { readonly scope: string; readonly share?: number; readonly threshold?: number };
  /** The run or file whose weights it began with; an absolute path. */
  readonly init?: string;
  /** False where the frozen part was to be computed in every epoch. */
  readonly keepFeatures?: boolean;
}

const recordSchema = z.looseObject({
  version: z.literal(1),
  writer: z.string(),
  createdAt: z.string(),
  data: z.looseObject({ source: z.custom<DataSource>(), split: z.looseObject({ seed: z.number(), validation: z.number(), test: z.number() }), fingerprint: z.string() }),
  backend: z.enum(['cpu', 'webgpu']),
  threads: z.int().min(1),
  tuning: z.record(z.string(), z.string()),
  environment: z.record(z.string(), z.string()),
  checkpointSeconds: z.number().min(0),
  watch: z.number().min(0).optional(),
  signature: z.custom<ModelSignature>(),
  parent: z.looseObject({ run: z.string(), checkpoint: z.string() }).optional(),
  pruned: z.looseObject({ scope: z.string(), share: z.number().optional(), threshold: z.number().optional() }).optional(),
  init: z.string().optional(),
  keepFeatures: z.boolean().optional(),
});

const DOCUMENT = 'document.loom';

export async function writeRun(run: string, record: RunRecord, document: LoomDocument): Promise<void> {
  await writeDocumentFile(join(run, DOCUMENT), document);
  await writeFileAtomically(join(run, 'run.json'), [new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`)]);
}

/** Throws LoomError where the folder is no run or its record is damaged. */
export async function readRun(run: string): Promise<{ record: RunRecord; document: LoomDocument }> {
  const path = join(run, 'run.json');
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') return explaining(path, 'read', () => Promise.reject(error));
    return fail('not-a-run', `“${run}” is not a training run: it has no run.json.`, { file: run, remedy: 'Give the folder that “layerloom train” wrote.' });
  });
  try {
    const record = recordSchema.parse(JSON.parse(text as string));
    return { record, document: (await readDocumentFile(join(run, DOCUMENT))).document };
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof z.ZodError)) throw error;
    return fail('damaged-run', `The record of the run “${run}” is damaged.`, { file: path, found: error.message, remedy: 'Restore run.json from a backup, or train again.' });
  }
}
