/** From labels to training: the folder becomes the data of the network, or of a detector where there is no network. */
import type { DocumentDataSource } from '../../engine/document/model';
import { unpackDocument } from '../../engine/shell/document-payload';
import { startNetwork } from '../commands/files';
import { takeSource } from '../data/choose-data';
import { showDataView } from '../data/data-session';
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

/** Why the open network cannot learn from them as it is, as a sentence. */
export function trainingMisfit(): string | undefined {
  const { isOpen, document, network } = useDocument.getState();
  const count = useLabelling.getState().categories.length;
  const told = network.nodes.flatMap(({ flat, definition }) => (definition?.target && typeof flat.node.params['classes'] === 'number' ? [flat.node.params['classes']] : []));
  if (!isOpen || told.every((classes) => classes === count)) return undefined;
  return `${document.name} tells ${told.find((classes) => classes !== count)!} classes apart, and these pictures have ${count}. A new detector fits them.`;
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
