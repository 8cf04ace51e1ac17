/** What is compressed: the full model as a file, with what it takes and the data it is measured on. */
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { fail, LoomError, warning, type Diagnostic } from '../../core/diagnostic';
import type { Tensor } from '../../core/dtype';
import { RandomStream } from '../../core/random';
import type { Dataset, DataSource, SplitName, SplitOptions } from '../../data/dataset';
import { openDataset } from '../../data/open-dataset';
import { APP_VERSION } from '../../document/version';
import type { LoomDocument } from '../../document/model';
import { bakeWeights } from '../../export/bake-weights';
import { explaining } from '../../files/file-problem';
import { inferNetwork } from '../../infer/infer-network';
import { decodeModel } from '../../onnx/decode';
import { OPSET, type OnnxModel } from '../../onnx/model';
import { DEFAULT_TRAINING } from '../default-training';
import { initialTensors } from '../initial-tensors';
import { naming, readTrainedRun, signatureMetadata } from '../model-file';
import type { RunRecord } from '../run-record';
import { readSignature, SIGNATURE_KEY, type ModelSignature } from '../signature';
import { absoluteSource } from '../training-run';
import { loweringTarget } from '../tuning';

export type CompressOrigin = { readonly run: string } | { readonly file: string } | { readonly document: LoomDocument };

export interface FullModel {
  readonly file: Uint8Array;
  /** Absent for a document, which has met no data, and for files of other programs. */
  readonly signature?: ModelSignature;
  readonly record?: RunRecord;
}

/** Throws LoomError where there is no such model, or it cannot be rewritten. */
export async function fullModel(from: CompressOrigin): Promise<FullModel> {
  if ('file' in from) return modelFile(from.file);
  if ('document' in from) {
    const { document } = from;
    const network = inferNetwork(document);
    return { file: baked(document, initialTensors(network.tensors, document.training?.seed ?? DEFAULT_TRAINING.seed)) };
  }
  const { record, document, weights } = await readTrainedRun(from.run);
  return { file: baked(document, weights, record.signature), signature: record.signature, record };
}

/** The ONNX file of a document with these weights. */
export function baked(document: LoomDocument, tensors: ReadonlyMap<string, Tensor<'float32'>>, signature?: ModelSignature): Uint8Array {
  const metadata = signature ? signatureMetadata(signature) : {};
  return bakeWeights(inferNetwork(document), loweringTarget('cpu'), { name: document.name, tensors, metadata, producerVersion: APP_VERSION });
}

async function modelFile(path: string): Promise<FullModel> {
  const file = await explaining(path, 'read', () => readFile(path));
  const { metadata = {}, opsets } = naming(path, () => decodeModel(file));
  const opset = opsets[''];
  if (opset !== OPSET) {
    fail('compress-opset', `“${path}” is written for ONNX opset ${opset ?? 'none'}, and only files of opset ${OPSET} can be rewritten.`, { file: path, expected: `${OPSET}`, found: `${opset ?? 'none'}`, remedy: 'Import it into LayerLoom, and export it again.' });
  }
  return { file, ...(metadata[SIGNATURE_KEY] !== undefined && { signature: readSignature(metadata, path) }) };
}

/**
 * The data a model is measured on: `source` where it is given, else that of its run. A run meets its own data as it was
 * split then. Where a run's data is gone, that is said.
 */
export async function measuringData(record: RunRecord | undefined, source: DataSource | undefined, split: SplitOptions | undefined): Promise<{ readonly dataset?: Dataset; readonly findings: readonly Diagnostic[] }> {
  if (source) {
    const own = record && isDeepStrictEqual(absoluteSource(source), record.data.source) ? record.data.split : undefined;
    return { dataset: await openDataset(source, split ?? own ?? { seed: 0, validation: 0, test: 0 }), findings: [] };
  }
  if (!record) return { findings: [] };
  try {
    return { dataset: await openDataset(record.data.source, record.data.split, { check: 'none' }), findings: [] };
  } catch (error) {
    if (!(error instanceof LoomError)) throw error;
    return { findings: [warning('no-real-samples', `The data of the run cannot be opened, so the models were compared on random samples. ${error.diagnostics[0]?.message ?? ''}`.trim())] };
  }
}

const RANDOM_ROWS = 32;

/** For a model without data: normal numbers in every input; open sizes are so many rows. */
export function randomInputs({ inputs }: OnnxModel): Map<string, Tensor> {
  return new Map(
    inputs.map(({ name, dtype, shape }): [string, Tensor] => {
      if (dtype !== 'float32') fail('random-input', `The input “${name}” takes ${dtype}, for which no samples can be made up.`, { found: dtype, expected: 'float32', remedy: 'Give real data with --data.' });
      const sizes = shape.map((size) => (typeof size === 'number' ? size : RANDOM_ROWS));
      const stream = new RandomStream(0, 'compress', name);
      return [name, { dtype, shape: sizes, data: Float32Array.from({ length: sizes.reduce((product, size) => product * size, 1) }, () => stream.normal()) }];
    }),
  );
}

/** Whose answers are compared and scored: a part, or all; unless given, test rows where there are any, else validation rows, else all. */
export function evaluatedRows({ splits }: Dataset, part?: SplitName | 'all'): Uint32Array {
  if (part !== undefined && part !== 'all') return splits[part];
  const usual = part === undefined ? [splits.test, splits.validation].find(({ length }) => length > 0) : undefined;
  return usual ?? allRows(splits);
}

/** Rows the model has learned from, where there are any: what it will meet shall not decide how it is measured. */
export function learnedRows({ splits }: Dataset): Uint32Array {
  return splits.train.length > 0 ? splits.train : allRows(splits);
}

function allRows(splits: Dataset['splits']): Uint32Array {
  return Uint32Array.from([...splits.train, ...splits.validation, ...splits.test]).sort();
}
