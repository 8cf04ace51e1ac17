/** A network as the window runs it live: the exported form with the weights it has now, and what it takes and answers. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { APP_VERSION } from '../document/version';
import { bakeWeights } from '../export/bake-weights';
import { explaining } from '../files/file-problem';
import { decodeModel } from '../onnx/decode';
import type { ModelTask } from '../vision/model-task';
import { recognise } from '../vision/recognise/recognise';
import type { LookSubject, WeightsOrigin } from './look-subject';
import { modelFacts } from './model-facts';
import { naming, signatureMetadata } from './model-file';
import { readSignature, SIGNATURE_KEY, type ModelSignature } from './signature';
import { loweringTarget } from './tuning';

export interface LiveModel {
  readonly name: string;
  /** An ONNX file with its weights inside. */
  readonly bytes: Uint8Array;
  /** Absent for a file that LayerLoom did not write. */
  readonly signature?: ModelSignature;
  /** What a file from elsewhere is for, where that is recognised. */
  readonly task?: ModelTask;
  readonly origin: WeightsOrigin | { readonly kind: 'file' };
  /** `networkKey` of the network; empty for a file. */
  readonly network: string;
}

export function liveNetwork({ network, key, signature, weights, origin }: LookSubject): LiveModel {
  const bytes = bakeWeights(network, loweringTarget('cpu'), { name: 'live', tensors: weights, metadata: signatureMetadata(signature), producerVersion: APP_VERSION });
  return { name: 'live', bytes, signature, origin, network: key };
}

/** Throws LoomError where the file cannot be read, is no ONNX file or has a damaged description of itself. */
export async function liveFile(path: string): Promise<LiveModel> {
  const bytes = await explaining(path, 'read', () => readFile(path));
  const model = naming(path, () => decodeModel(bytes));
  const file = { name: basename(path), bytes: new Uint8Array(bytes), origin: { kind: 'file' }, network: '' } as const;
  if (model.metadata?.[SIGNATURE_KEY] !== undefined) return { ...file, signature: readSignature(model.metadata, path) };
  const facts = modelFacts(model);
  const found = recognise(facts);
  return { ...file, ...(found && { task: found.task }) };
}
