/** What each Input and Output stands for, and what keeps network and data apart, as the engine understands both together. */
import { create } from 'zustand';
import type { Graph, GraphNode, LoomDocument } from '../../engine/document/model';
import { packDocument } from '../../engine/shell/document-payload';
import type { ShellClient } from '../../engine/shell/client';
import type { BindingReport } from '../../engine/shell/protocol/data';
import { useData } from './data-store';
import { useDocument } from './document-store';

/** While somebody types, nothing is asked. */
const SETTLED_MS = 200;

export const useBindingReport = create<{
  /** Undefined until there is data and a network without problems of its own. */
  readonly report: BindingReport | undefined;
}>(() => ({ report: undefined }));

/** Asks again whenever an answer may be another one; returns what ends it. */
export function followBindings(client: Pick<ShellClient, 'request'>): () => void {
  let asked = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async (key: string): Promise<void> => {
    try {
      const report = await client.request('data.bindings', { ...useData.getState().request!, document: packDocument(withoutTensors(useDocument.getState().document)) });
      if (asked === key) useBindingReport.setState({ report });
    } catch {
      // Data that cannot be read is told by the data store, a lost connection by the header; the next change asks again.
      if (asked === key) asked = '';
    }
  };
  const look = (): void => {
    if (useData.getState().state === 'reading') return;
    const key = question();
    if (key === asked) return;
    asked = key;
    clearTimeout(timer);
    if (key === '') useBindingReport.setState({ report: undefined });
    else timer = setTimeout(() => void ask(key), SETTLED_MS);
  };
  const endings = [useDocument.subscribe(look), useData.subscribe(look), () => clearTimeout(timer)];
  return () => endings.forEach((end) => end());
}

/** All that bindings follow from: the ends of the network and the data; empty where there is nothing to ask. */
function question(): string {
  const { isOpen, network, document } = useDocument.getState();
  const { request, summary, state } = useData.getState();
  if (!isOpen || state !== 'ready' || !request || !summary || network.nodes.length === 0 || network.problems.length > 0) return '';
  const ends = network.nodes.flatMap(({ flat, definition, sizes }) =>
    definition?.source || definition?.target ? [[flat.path, flat.node.type, flat.node.params, flat.node.binding ?? null, sizes?.outputs ?? null]] : [],
  );
  return JSON.stringify([ends, document.data ?? null, summary.fingerprint]);
}

/** Weights say nothing about columns, and may be large. */
function withoutTensors(document: LoomDocument): LoomDocument {
  const lightNode = (node: GraphNode): GraphNode => {
    const { tensors: _, ...light } = node;
    return light;
  };
  const lighten = (graph: Graph): Graph => ({ ...graph, nodes: graph.nodes.map(lightNode) });
  return { ...document, graph: lighten(document.graph), definitions: document.definitions.map((definition) => ({ ...definition, graph: lighten(definition.graph) })) };
}
