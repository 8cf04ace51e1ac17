/** What a sample leaves on its way through the network. */
import { openLayerView } from '../maps/layer-view-store';
import { boxPort } from '../maps/box-port';
import { useMaps } from '../maps/maps-store';
import { nextSample, previousSample, randomSample, steppedRows } from '../maps/step-sample';
import { onlySelected, useOpenGraph } from '../store/open-graph-store';
import { useSession } from '../store/session-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

export const toggleFeatureMaps: Command = {
  id: 'toggle-feature-maps',
  title: 'Show or hide feature maps on boxes',
  group: 'View',
  keys: ['Alt+m'],
  words: 'activations thumbnails pictures',
  unavailable: needsDocument,
  run: () => useSession.setState(({ featureMaps }) => ({ featureMaps: !featureMaps })),
};

export const openFeatureMaps: Command = {
  id: 'open-feature-maps',
  title: 'Look at all feature maps and filters of the box',
  group: 'View',
  keys: ['Shift+F'],
  words: 'activations channels kernels weights inside',
  unavailable: () => {
    const box = onlyBox();
    if (!box) return needsDocument() ?? 'Select one box first.';
    const port = boxPort(useOpenGraph.getState(), box.node.id);
    return port !== undefined && useMaps.getState().ports.has(port) ? undefined : 'This box carries nothing yet: it needs a sample, and a network without problems.';
  },
  run: () => openLayerView(onlyBox()!.node.id),
};

function onlyBox() {
  return onlySelected(useSession.getState().selection, useOpenGraph.getState().facts);
}

function needsRows(): string | undefined {
  return needsDocument() ?? ((steppedRows()?.total ?? 0) > 0 ? undefined : 'Choose data first.');
}

export const showNextSample: Command = { id: 'next-sample', title: 'Next sample', group: 'Go', keys: ['.'], words: 'row picture data', unavailable: needsRows, run: nextSample };
export const showPreviousSample: Command = { id: 'previous-sample', title: 'Previous sample', group: 'Go', keys: [','], words: 'row picture data', unavailable: needsRows, run: previousSample };
export const showRandomSample: Command = { id: 'random-sample', title: 'Random sample', group: 'Go', words: 'row picture data', unavailable: needsRows, run: randomSample };

export const mapCommands: readonly Command[] = [toggleFeatureMaps, openFeatureMaps, showPreviousSample, showNextSample, showRandomSample];
