/** From recordings to a network that learns them. */
import { startNetwork, templateDocument } from '../commands/files';
import { takeSource } from '../data/choose-data';
import { showDataView } from '../data/data-session';
import { fitNetwork } from '../data/fit-network';
import { report } from '../shell/connection';
import { useData } from '../store/data-store';
import { editDocument, useDocument } from '../store/document-store';
import { gestureMoments } from './gesture-network';
import { startAnew, tableOf } from './gesture-store';

/** Networks for gestures that are held, and for those that move. */
export const GESTURE_TEMPLATES = [
  { name: 'gesture-mlp', title: 'Network for gestures that are held' },
  { name: 'gesture-conv1d', title: 'Network for gestures that move' },
] as const;

/** Makes the recordings the data of the network on the canvas, as many moments to a row as it takes. */
export async function learnRecordings(): Promise<void> {
  const moments = gestureMoments(useDocument.getState().document);
  if (moments === undefined) return;
  try {
    if (!(await takeSource({ kind: 'csv', path: await tableOf(moments), target: 'gesture' }, 'Use the recorded gestures'))) return;
    const { columns = [] } = useData.getState().summary ?? {};
    const { document } = useDocument.getState();
    const fitted = fitNetwork(document, columns);
    if (fitted !== document) editDocument('Fit the network to the recorded gestures', () => fitted);
  } catch (error) {
    report(error);
  }
}

/** A network that tells gestures and the camera beside it; what was recorded stays where one goes on. */
export function openGestureNetwork(template: string, isFresh: boolean): void {
  const { data: _, ...document } = templateDocument(template);
  startNetwork({ ...document, name: 'My gestures' });
  if (isFresh) startAnew();
  showDataView('gestures');
}
