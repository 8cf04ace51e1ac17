import { chooseFolderOrTable, findMovedData } from '../data/choose-data';
import { showDataView } from '../data/data-session';
import { fitNetwork } from '../data/fit-network';
import { rereadData, useData } from '../store/data-store';
import { editDocument, useDocument } from '../store/document-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

function needsData(): string | undefined {
  return needsDocument() ?? (useData.getState().summary ? undefined : 'Choose data first.');
}

function needsFiles(): string | undefined {
  const source = useData.getState().request?.source;
  return needsDocument() ?? (source && source.kind !== 'builtin' ? undefined : 'The data of this network is in no file.');
}

function needsMisfit(): string | undefined {
  const { summary } = useData.getState();
  const { document } = useDocument.getState();
  return needsData() ?? (summary && fitNetwork(document, summary.columns) !== document ? undefined : 'The network fits the data already.');
}

export const dataCommands: readonly Command[] = [
  { id: 'choose-data', title: 'Choose data', group: 'Go', words: 'built-in generator digits letters shapes source dataset', unavailable: needsDocument, run: () => showDataView('source') },
  { id: 'choose-data-files', title: 'Use a folder or table…', group: 'File', words: 'data images pictures csv dataset open', unavailable: needsDocument, run: () => void chooseFolderOrTable() },
  { id: 'record-webcam', title: 'Record classes with the webcam', group: 'Go', words: 'camera capture data', unavailable: needsDocument, run: () => showDataView('webcam') },
  { id: 'record-gestures', title: 'Record gestures with the camera', group: 'Go', words: 'hand landmarks capture data sign', unavailable: needsDocument, run: () => showDataView('gestures') },
  { id: 'browse-data', title: 'Browse the data', group: 'Go', words: 'pictures rows thumbnails', unavailable: needsData, run: () => showDataView('browse') },
  { id: 'prepare-data', title: 'Preparation and augmentation', group: 'Go', words: 'preprocessing resize normalise flip rotate data', unavailable: needsData, run: () => showDataView('prepare') },
  { id: 'connect-data', title: 'Connect columns to inputs and outputs', group: 'Go', words: 'bind target feature data', unavailable: needsData, run: () => showDataView('connect') },
  {
    id: 'fit-to-data',
    title: 'Fit the network to the data',
    group: 'Edit',
    words: 'input shape classes units',
    unavailable: needsMisfit,
    run: () => editDocument('Fit the network to the data', (document) => fitNetwork(document, useData.getState().summary!.columns)),
  },
  { id: 'reread-data', title: 'Read the data again', group: 'File', words: 'refresh reload files', unavailable: needsFiles, run: rereadData },
  { id: 'find-data', title: 'Find moved data…', group: 'File', words: 'missing folder relink', unavailable: needsFiles, run: () => void findMovedData() },
];
