/** Anchors fitted to the data, of the head that is selected or the only one there is. */
import { anchorCount } from '../../engine/infer/anchored-heads';
import { percentText } from '../training/number-text';
import { fitAnchorsOf, useAnchorFit, whyNoFit } from '../data/fit-anchors';
import type { NodeFacts } from '../network/facts';
import { report, shell } from '../shell/connection';
import { onlySelected, useOpenGraph } from '../store/open-graph-store';
import { isPanelOpen, notify, select, useSession } from '../store/session-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

export const fitAnchors: Command = {
  id: 'fit-anchors',
  title: 'Fit anchors to data',
  group: 'Edit',
  words: 'boxes detector head yolo ssd default k-means shapes objects priors',
  unavailable: () => {
    const closed = needsDocument();
    if (closed !== undefined) return closed;
    const head = chosenHead();
    return head ? whyNoFit(head) : 'Select a head with anchors first, such as that of Small YOLO v5.';
  },
  run: () => void fitChosen(chosenHead()!).catch(report),
};

function chosenHead(): NodeFacts | undefined {
  const { facts } = useOpenGraph.getState();
  const selected = onlySelected(useSession.getState().selection, facts);
  if (selected && anchorCount(selected.node) !== undefined) return selected;
  const heads = [...facts.values()].filter(({ node }) => anchorCount(node) !== undefined);
  return heads.length === 1 ? heads[0] : undefined;
}

/** The inspector says how they fit; where it is closed, a notice does. */
async function fitChosen(head: NodeFacts): Promise<void> {
  select([head.node.id]);
  await fitAnchorsOf(head, shell()!);
  const { fit } = useAnchorFit.getState();
  if (fit?.head !== head.node.id || isPanelOpen(useSession.getState(), 'inspector')) return;
  if (fit.state === 'failed') notify(fit.message, 'error');
  if (fit.state === 'found') notify(`The anchors of ${head.node.name} overlap objects by ${percentText(fit.found.meanOverlap, 1)} on average now.`);
}
