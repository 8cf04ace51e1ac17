/** A trained model ready to answer: from a run, or from an exported file alone. */
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fail, LoomError } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { LAYER_CATALOG } from '../infer/layer-catalog';
import { inferNetwork } from '../infer/infer-network';
import { bakeWeights } from '../export/bake-weights';
import { APP_VERSION } from '../document/version';
import { readDocumentFile } from '../files/document-file';
import { explaining } from '../files/file-problem';
import { readSafetensorsFile } from '../files/safetensors-file';
import { decodeModel } from '../onnx/decode';
import type { LoomDocument } from '../document/model';
import { loadCheckpoint } from './checkpoint';
import { asFloatSession } from './half-session';
import { openSession } from './onnx-runtime';
import type { Session } from './backend';
import { readRun, type RunRecord } from './run-record';
import { readSignature, SIGNATURE_KEY, type ModelSignature } from './signature';
import { loweringTarget } from './tuning';

export interface ReadyModel {
  readonly name: string;
  readonly signature: ModelSignature;
  readonly session: Session;
  /** Where it comes from a run. */
  readonly record?: RunRecord;
}

/** Opens a run folder or an ONNX file. Throws LoomError where it is neither. */
export async function openModel(path: string, threads: number): Promise<ReadyModel> {
  const info = await explaining(path, 'read', () => stat(path));
  if (info.isDirectory()) return openRunModel(path, threads);
  const bytes = await explaining(path, 'read', () => readFile(path));
  const { metadata = {}, inputs } = naming(path, () => decodeModel(bytes));
  const signature = readSignature(metadata, path);
  return { name: basename(path), signature, session: asFloatSession(await openSession(bytes, { backend: 'cpu', threads }), { inputs }) };
}

/** Adds the file to an error that knows only its bytes. */
export function naming<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LoomError)) throw error;
    throw new LoomError(error.diagnostics.map((one) => ({ ...one, file, message: `“${file}”: ${one.message}` })));
  }
}

async function openRunModel(run: string, threads: number): Promise<ReadyModel> {
  const { record, document, weights } = await readTrainedRun(run);
  const bytes = bakeWeights(inferNetwork(document), loweringTarget('cpu'), {
    name: document.name,
    tensors: weights,
    metadata: signatureMetadata(record.signature),
    producerVersion: APP_VERSION,
  });
  return { name: document.name, signature: record.signature, session: await openSession(bytes, { backend: 'cpu', threads }), record };
}

export interface TrainedRun {
  readonly record: RunRecord;
  readonly document: LoomDocument;
  readonly weights: ReadonlyMap<string, Tensor<'float32'>>;
}

/** A run with its final weights, or those of its last checkpoint where it is not done. */
export async function readTrainedRun(run: string): Promise<TrainedRun> {
  const { record, document } = await readRun(run);
  const final = join(run, 'weights.safetensors');
  const done = await stat(final).catch(() => undefined);
  const tensors = done ? (await readSafetensorsFile(final)).tensors : (await loadCheckpoint(run))?.tensors;
  if (!tensors) return fail('untrained-run', `The run “${run}” has no weights yet.`, { file: run, remedy: `Train it with “layerloom resume ${run}”.` });
  return { record, document, weights: tensors as ReadonlyMap<string, Tensor<'float32'>> };
}

/** A document with its layers brought up to date. */
export async function readDocument(path: string): Promise<LoomDocument> {
  return (await readDocumentFile(path, { catalog: LAYER_CATALOG })).document;
}

export function signatureMetadata(signature: ModelSignature): Record<string, string> {
  return { [SIGNATURE_KEY]: JSON.stringify(signature) };
}
