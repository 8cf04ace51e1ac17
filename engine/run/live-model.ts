/** A network as the window runs it live: the exported form with the weights it has now, and what it takes and answers. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { APP_VERSION } from '../document/version';
import { bakeWeights } from '../export/bake-weights';
import { explaining } from '../files/file-problem';
import { decodeModel } from '../onnx/decode';
import type { LookSubject, WeightsOrigin } from './look-subject';
import { naming, signatureMetadata } from './model-file';
import { readSignature, SIGNATURE_KEY, type ModelSignature } from './signature';
import { loweringTarget } from './tuning';

export interface LiveModel {
  readonly name: string;
  /** An ONNX file with its weights inside. */
  readonly bytes: Uint8Array;
  /** Absent for a file that LayerLoom did not write. */
  readonly signature?: ModelSignature;
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
  const { metadata = {} } = naming(path, () => decodeModel(bytes));
  const signature = metadata[SIGNATURE_KEY] === undefined ? undefined : readSignature(metadata, path);
  return { name: basename(path), bytes: new Uint8Array(bytes), origin: { kind: 'file' }, network: '', ...(signature && { signature }) };
}
