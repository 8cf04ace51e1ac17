/** What training can begin with: runs, files, and the open network itself. */
import type { DType, Tensor } from '../../engine/core/dtype';
import { SafetensorsReader } from '../../engine/document/safetensors';
import type { LoomDocument } from '../../engine/document/model';
import { unpackDocument } from '../../engine/shell/document-payload';
import type { RunSummary } from '../../engine/shell/protocol/runs';
import { choosePath } from '../files/choose-path';
import { arrangedDocument } from '../network/arranged-document';
import { shell } from '../shell/connection';
import { useDocument } from '../store/document-store';

export type Base =
  | { readonly kind: 'open' }
  /** The folder of a run, or a file. */
  | { readonly kind: 'model'; readonly path: string; readonly title: string };

const NETWORK_ENDINGS: readonly string[] = ['.loom', '.onnx'];
const WEIGHT_ENDINGS: readonly string[] = ['.safetensors', '.onnx', '.loom'];

export function runBase({ run, title }: Pick<RunSummary, 'run' | 'title'>): Base {
  return { kind: 'model', path: run, title };
}

/** Whether a run has learned anything yet. */
export function hasWeights({ step, state }: Pick<RunSummary, 'step' | 'state'>): boolean {
  return step > 0 || state === 'done';
}

/** Undefined where the person gives up. */
export async function chooseBaseFile(whole: boolean): Promise<Base | undefined> {
  const endings = whole ? NETWORK_ENDINGS : WEIGHT_ENDINGS;
  const title = whole ? 'Choose a network with weights' : 'Choose a file with weights';
  const chosen = await choosePath({ title, endings, files: endings, folders: false, noun: 'file' });
  return chosen && { kind: 'model', path: chosen.path, title: chosen.path.split(/[\\/]/).at(-1) ?? chosen.path };
}

/** The network with its weights. Throws LoomError where it cannot be read. */
export async function networkOf(base: Base): Promise<LoomDocument> {
  if (base.kind === 'open') return useDocument.getState().document;
  const { document } = await shell()!.request('model.network', { model: base.path });
  return arranged(unpackDocument(document, base.title).document);
}

/** Boxes in one long row come from the command line: nobody has placed them. */
function arranged(document: LoomDocument): LoomDocument {
  const rows = new Set(document.graph.nodes.map(({ position }) => position.y));
  return rows.size > 1 ? document : arrangedDocument(document);
}

export interface BaseWeights {
  readonly weights: ReadonlyMap<string, Tensor<'float32'>>;
  /** What those were that stand there in another precision. */
  readonly formerly: Readonly<Record<string, DType>>;
}

export async function weightsOf(path: string, title: string): Promise<BaseWeights> {
  const { tensors, formerly } = await shell()!.request('model.weights', { model: path });
  const reader = new SafetensorsReader(tensors.length, title);
  reader.push(tensors);
  const weights = new Map([...reader.finish().tensors].flatMap(([key, tensor]) => (tensor.dtype === 'float32' ? [[key, tensor as Tensor<'float32'>] as const] : [])));
  return { weights, formerly };
}
