/** What the RUN|M.onnx argument of commands is, without opening it in a runtime. */
import { readFile, stat } from 'node:fs/promises';
import { explaining } from '../files/file-problem';
import { decodeModel } from '../onnx/decode';
import { readRun } from '../run/run-record';
import { readSignature, type ModelSignature } from '../run/signature';

export async function isRunFolder(path: string): Promise<boolean> {
  return (await explaining(path, 'read', () => stat(path))).isDirectory();
}

/** Inputs, preprocessing and labels of a trained model. Throws LoomError where the file has none. */
export async function modelSignature(path: string): Promise<ModelSignature> {
  if (await isRunFolder(path)) return (await readRun(path)).record.signature;
  const { metadata = {} } = decodeModel(await explaining(path, 'read', () => readFile(path)));
  return readSignature(metadata, path);
}
