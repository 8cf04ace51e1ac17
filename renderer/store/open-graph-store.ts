/** The graph on the canvas with the facts about its boxes; follows the document and the open block. */
import { create } from 'zustand';
import { graphAt, editGraph } from '../../engine/document/edits';
import type { Graph, GraphNode, Wire } from '../../engine/document/model';
import { openGraph, type NodeFacts, type OpenGraph } from '../network/facts';
import { editDocument, useDocument } from './document-store';
import { useSession } from './session-store';

function derive(before?: OpenGraph): OpenGraph {
  const { document, network } = useDocument.getState();
  return openGraph(document, network, useSession.getState().place, before);
}

export const useOpenGraph = create<OpenGraph>(() => derive());

useDocument.subscribe((now, before) => {
  if (now.document !== before.document) useOpenGraph.setState(derive(useOpenGraph.getState()));
});
useSession.subscribe((now, before) => {
  if (now.place !== before.place) useOpenGraph.setState(derive(useOpenGraph.getState()));
});

/** One step of history on the graph that is open. */
export function editOpenGraph(label: string, change: (graph: Graph) => Graph, gesture?: string): void {
  const { definition } = useOpenGraph.getState();
  editDocument(label, (document) => {
    const graph = graphAt(document, definition);
    const changed = change(graph);
    return changed === graph ? document : editGraph(document, definition, () => changed);
  }, gesture);
}

/** The selected boxes, in the order of the document. */
export function selectedNodes(): readonly GraphNode[] {
  const { selection } = useSession.getState();
  return useOpenGraph.getState().graph.nodes.filter(({ id }) => selection.has(id));
}

export function selectedWires(): readonly Wire[] {
  const { selection } = useSession.getState();
  return useOpenGraph.getState().graph.wires.filter(({ id }) => selection.has(id));
}

/** The one selected box; undefined for none or several. */
export function onlySelected(selection: ReadonlySet<string>, facts: ReadonlyMap<string, NodeFacts>): NodeFacts | undefined {
  const found = [...selection].flatMap((id) => facts.get(id) ?? []);
  return found.length === 1 ? found[0] : undefined;
}
