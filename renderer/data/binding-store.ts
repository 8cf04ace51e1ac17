/** What each Input and Output stands for, as the engine understands document and data together. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { Graph, GraphNode, LoomDocument } from '../../engine/document/model';
import { packDocument } from '../../engine/shell/document-payload';
import type { BindingReport } from '../../engine/shell/protocol/data';
import { report as reportError, shell } from '../shell/connection';
import { useData } from '../store/data-store';
import { useDocument } from '../store/document-store';

/** While somebody types, nothing is asked. */
const SETTLED_MS = 200;

export const useBindingReport = create<{
  /** Undefined until there is data and a network without problems of its own. */
  readonly report: BindingReport | undefined;
}>(() => ({ report: undefined }));

/** Keeps the report up to date while the calling component is shown. */
export function useFollowBindings(): void {
  const document = useDocument((state) => state.document);
  const isWhole = useDocument((state) => state.network.problems.length === 0 && state.network.nodes.length > 0);
  const { request, summary, state } = useData();
  useEffect(() => {
    if (!request || !summary || !isWhole) {
      useBindingReport.setState({ report: undefined });
      return;
    }
    if (state !== 'ready') return;
    let isWanted = true;
    const ask = async (): Promise<void> => {
      try {
        const report = await shell()!.request('data.bindings', { ...request, document: packDocument(withoutTensors(document)) });
        if (isWanted) useBindingReport.setState({ report });
      } catch (error) {
        if (isWanted) reportError(error);
      }
    };
    const timer = setTimeout(() => void ask(), SETTLED_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [document, isWhole, request, summary, state]);
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
