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
  /** Whether it is not known yet if network and data go together: the data is being read, or the question is under way. */
  readonly isLooking: boolean;
}>(() => ({ report: undefined, isLooking: false }));

/** Asks again whenever an answer may be another one; returns what ends it. */
export function followBindings(client: Pick<ShellClient, 'request'>): () => void {
  let asked = '';
  let about = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async (key: string): Promise<void> => {
    try {
      const report = await client.request('data.bindings', { ...useData.getState().request!, document: packDocument(withoutTensors(useDocument.getState().document)) });
      if (asked === key) useBindingReport.setState({ report, isLooking: false });
    } catch {
      // Data that cannot be read is told by the data store, a lost connection by the header; the next change asks again.
      if (asked !== key) return;
      asked = '';
      useBindingReport.setState({ isLooking: false });
    }
  };
  const look = (): void => {
    forgetOther();
    if (useData.getState().state === 'reading') return show({ isLooking: isSound() && useBindingReport.getState().report === undefined });
    const key = question();
    if (key === asked) return;
    asked = key;
    clearTimeout(timer);
    if (key === '') return show({ report: undefined, isLooking: false });
    show({ isLooking: useBindingReport.getState().report === undefined });
    timer = setTimeout(() => void ask(key), SETTLED_MS);
  };
  /** What was said of other data says nothing about this. */
  const forgetOther = (): void => {
    const now = subject();
    if (now === about) return;
    about = now;
    asked = '';
    clearTimeout(timer);
    show({ report: undefined, isLooking: false });
  };
  const endings = [useDocument.subscribe(look), useData.subscribe(look), () => clearTimeout(timer)];
  return () => endings.forEach((end) => end());
}

/** Only what is new is told: many changes of the document say nothing here. */
function show(change: Partial<ReturnType<typeof useBindingReport.getState>>): void {
  const now = useBindingReport.getState();
  if ('report' in change && change.report !== now.report) useBindingReport.setState(change);
  else if (change.isLooking !== undefined && change.isLooking !== now.isLooking) useBindingReport.setState({ isLooking: change.isLooking });
}

/** Which data; empty while no document is open. */
function subject(): string {
  const { isOpen, document } = useDocument.getState();
  const source = document.data?.source;
  // More samples of the same generator bind alike.
  return isOpen ? JSON.stringify(source?.kind === 'builtin' ? source.name : (source ?? null)) : '';
}

/** Whether there is a network without problems. */
function isSound(): boolean {
  const { isOpen, network } = useDocument.getState();
  return isOpen && network.nodes.length > 0 && network.problems.length === 0;
}

/** All that bindings follow from: the ends of the network and the data; empty where there is nothing to ask. */
function question(): string {
  const { network, document } = useDocument.getState();
  const { request, summary, state } = useData.getState();
  if (!isSound() || state !== 'ready' || !request || !summary) return '';
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
