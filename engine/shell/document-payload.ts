/** A document in a message, and back: the same text and tensors as in its file. */
import type { Tensor } from '../core/dtype';
import type { LoomDocument } from '../document/model';
import { readDocument, type ReadResult } from '../document/read';
import { encodeSafetensors, SafetensorsReader } from '../document/safetensors';
import { writeDocument } from '../document/write';
import { LAYER_CATALOG } from '../infer/layer-catalog';
import type { DocumentPayload } from './protocol/documents';

export function packDocument(document: LoomDocument): DocumentPayload {
  const { text, tensors } = writeDocument(document);
  return tensors.size === 0 ? { text } : { text, tensors: joined(encodeSafetensors(tensors)) };
}

/** Throws LoomError naming line and column of what is wrong; `file` is its name in messages. */
export function unpackDocument({ text, tensors }: DocumentPayload, file = 'document'): ReadResult {
  return readDocument(text, { file, catalog: LAYER_CATALOG, ...(tensors && { tensors: readTensors(tensors, file) }) });
}

function readTensors(bytes: Uint8Array, file: string): ReadonlyMap<string, Tensor> {
  const reader = new SafetensorsReader(bytes.length, file);
  reader.push(bytes);
  return reader.finish().tensors;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
