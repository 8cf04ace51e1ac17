/** From labels to training: the folder becomes the data of the network, or of a detector where there is no network. */
import type { DocumentDataSource, LoomDocument } from '../../engine/document/model';
import type { InferredNetwork } from '../../engine/infer/infer-network';
import { unpackDocument } from '../../engine/shell/document-payload';
import { startNetwork } from '../commands/files';
import { takeSource } from '../data/choose-data';
import { showDataView } from '../data/data-session';
import { fitHeads, isHead } from '../data/fit-heads';
import { fitNetwork } from '../data/fit-network';
import { report, shell } from '../shell/connection';
import { useData } from '../store/data-store';
import { editDocument, useDocument } from '../store/document-store';
import { showDock } from '../store/session-store';
import { writeLabels } from './edit-labels';
import { closeLabelling, useLabelling } from './labelling-store';

/** The detector that is opened for labels without a network. */
const DETECTOR = 'yolo-v8-small';

/** Why they cannot be trained on yet, as a sentence. */
export function trainingLack(): string | undefined {
  const { folder, uses } = useLabelling.getState();
  if (folder === undefined) return 'Choose a folder first.';
  return [...uses.values()].some((count) => count > 0) ? undefined : 'Draw at least one object first.';
}

/** How the open network and the classes of the labels go together. */
export type LabelFit =
  | { readonly kind: 'fits' }
  /** It tells other classes apart, and is changed with its head when it is trained on them. */
  | { readonly kind: 'changes'; readonly message: string }
  /** Only another network learns from them. */
  | { readonly kind: 'misfit'; readonly message: string };

/** `count` classes are drawn. */
export function labelFit(document: LoomDocument | undefined, network: InferredNetwork, count: number): LabelFit {
  const other = document ? network.nodes.find((node) => isHead(node) && node.parameters!['classes'] !== count) : undefined;
  if (!document || !other) return { kind: 'fits' };
  const told = `${document.name} tells ${String(other.parameters!['classes'])} classes apart, and these pictures have ${count}.`;
  if (fitHeads(document, count) === document) return { kind: 'misfit', message: `${told} A new detector fits them.` };
  return { kind: 'changes', message: `${told} Training on these changes “${other.flat.path}” and what leads to it; undo takes that back.` };
}

/** As data of the open network; where none is open, of a new detector. */
export async function trainOnLabels(): Promise<void> {
  if (!useDocument.getState().isOpen) return openDetector();
  const source = await labelledSource();
  if (!source) return;
  closeLabelling();
  showDataView('browse');
  if (!(await takeSource(source, 'Use the labelled pictures'))) return;
  const { document } = useDocument.getState();
  const fitted = fitNetwork(document, useData.getState().summary?.columns ?? []);
  if (fitted !== document) editDocument('Fit the network to the labels', () => fitted);
}

/** Made for the classes and pictures of the folder. */
export async function openDetector(): Promise<void> {
  const source = await labelledSource();
  if (!source) return;
  try {
    const { document } = await shell()!.request('templates.build', { name: DETECTOR, source });
    startNetwork(unpackDocument(document, DETECTOR).document);
    closeLabelling();
    showDock('training');
  } catch (error) {
    report(error);
  }
}

/** Undefined where something is not written yet, which is said beside the picture. */
async function labelledSource(): Promise<DocumentDataSource | undefined> {
  const { folder } = useLabelling.getState();
  return folder !== undefined && (await writeLabels()) ? { kind: 'folder', path: folder } : undefined;
}
