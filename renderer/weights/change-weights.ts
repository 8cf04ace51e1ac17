/** Weights put into the document: one from a file, or all of a run. Each is one step of history. */
import type { Tensor } from '../../engine/core/dtype';
import { setTensorValues } from '../../engine/infer/change-tensors';
import type { LookFrom } from '../../engine/shell/protocol/look';
import { report } from '../shell/connection';
import { editDocument, useDocument } from '../store/document-store';
import { notify } from '../store/session-store';
import { fetchTensor } from './fetch-tensor';
import { readTensor } from './tensor-files';

export function putWeights(label: string, values: ReadonlyMap<string, Tensor<'float32'>>): void {
  editDocument(label, (document) => setTensorValues(document, useDocument.getState().network, values));
}

/** Tells what has come of it. */
export async function loadTensor(file: File, key: string): Promise<void> {
  try {
    const shape = useDocument.getState().network.tensors.get(key)?.shape ?? [];
    const tensor = readTensor(new Uint8Array(await file.arrayBuffer()), file.name, key, shape as readonly number[]);
    putWeights(`Load ${key} from ${file.name}`, new Map([[key, tensor]]));
    notify(`${key} has the numbers of ${file.name}.`);
  } catch (error) {
    report(error);
  }
}

/** Every tensor of the network on the canvas, from where they are looked at. */
export async function fetchAll(from: LookFrom): Promise<ReadonlyMap<string, Tensor<'float32'>>> {
  const values = new Map<string, Tensor<'float32'>>();
  for (const key of useDocument.getState().network.tensors.keys()) values.set(key, await fetchTensor(from, key));
  return values;
}

export async function putAllWeights(from: LookFrom, origin: string): Promise<void> {
  try {
    const values = await fetchAll(from);
    putWeights(`Put the weights of ${origin} into the network`, values);
    notify('The network holds these weights now. They are saved with it.');
  } catch (error) {
    report(error);
  }
}
