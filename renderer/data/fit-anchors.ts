/** The boxes that a head begins with, fitted to the objects of the data: asked of the host, put into the head as one step. */
import { create } from 'zustand';
import { LoomError, sentence } from '../../engine/core/diagnostic';
import type { DataAnchors } from '../../engine/data/data-anchors';
import type { Column } from '../../engine/data/dataset';
import type { ImageStep } from '../../engine/data/preprocess';
import { editGraph, updateNode } from '../../engine/document/edits';
import type { LoomDocument } from '../../engine/document/model';
import { ANCHORS, anchorCount, withAnchors } from '../../engine/infer/anchored-heads';
import type { ShellClient } from '../../engine/shell/client';
import type { NodeFacts } from '../network/facts';
import { useData } from '../store/data-store';
import { editDocument, useDocument } from '../store/document-store';
import { useOpenGraph } from '../store/open-graph-store';
import { stepsOf } from './edit-data';
import { stepsFor } from './fit-network';
import { boundColumns } from './node-binding';

export type AnchorFitState = { readonly head: string } & (
  | { readonly state: 'looking' }
  | { readonly state: 'found'; readonly found: DataAnchors; /** What the head has now: the fitted ones, or those it had where these fit no better. */ readonly anchors: readonly number[] }
  | { readonly state: 'failed'; readonly message: string }
);

/** The last fit that was asked for; `head` is the id of its box. */
export const useAnchorFit = create<{ readonly fit: AnchorFitState | undefined }>(() => ({ fit: undefined }));

/** Width and height in turn, of a box that has anchors and whose parameters are sound. */
export function anchorsOf({ node, values }: NodeFacts): readonly number[] | undefined {
  const anchors = values[ANCHORS];
  return anchorCount(node) !== undefined && Array.isArray(anchors) ? (anchors as readonly number[]) : undefined;
}

/** Why the anchors of a head cannot be fitted now, as a sentence. */
export function whyNoFit(facts: NodeFacts): string | undefined {
  const { summary, state } = useData.getState();
  if (useAnchorFit.getState().fit?.state === 'looking') return 'The objects are being looked at already.';
  if (!summary) return { none: 'Choose data first.', reading: 'The data is still being read.', failed: 'The data cannot be read. The Data panel says why.', ready: 'Choose data first.' }[state];
  if (!summary.columns.some(({ kind }) => kind === 'boxes')) return 'The data has no boxes around objects.';
  return stepsOfHead(facts, useDocument.getState().document, summary.columns) ? undefined : `Wire the picture to “${facts.node.name}” first.`;
}

/** What becomes of it stands in `useAnchorFit`. */
export async function fitAnchorsOf(facts: NodeFacts, client: Pick<ShellClient, 'request'>): Promise<void> {
  const { node } = facts;
  const { request, summary } = useData.getState();
  const { document } = useDocument.getState();
  const { definition } = useOpenGraph.getState();
  const steps = summary && stepsOfHead(facts, document, summary.columns);
  const count = anchorCount(node);
  if (!request || !steps || count === undefined) return;
  const [head, now] = [node.id, anchorsOf(facts) ?? []];
  useAnchorFit.setState({ fit: { head, state: 'looking' } });
  try {
    const found = await client.request('data.anchors', { ...request, steps, count, now });
    // Of other data, or of a head that is gone, nothing is wanted any more.
    if (useData.getState().request !== request || !hasNode(useDocument.getState().document, definition, head)) return useAnchorFit.setState({ fit: undefined });
    const isBetter = now.length !== 2 * count || found.meanOverlap > (found.overlapNow ?? 0);
    if (isBetter) editDocument(`Fit the anchors of ${node.name} to the data`, (old) => editGraph(old, definition, (graph) => updateNode(graph, head, { params: withAnchors(graph.nodes.find(({ id }) => id === head)!, found.anchors).params })));
    useAnchorFit.setState({ fit: { head, state: 'found', found, anchors: isBetter ? found.anchors : now } });
  } catch (error) {
    useAnchorFit.setState({ fit: { head, state: 'failed', message: error instanceof LoomError ? error.diagnostics.map(sentence).join(' ') : (error as Error).message } });
  }
}

/** How the picture that a head reads is made of one of the data; undefined while none reaches it. */
function stepsOfHead({ inputs }: NodeFacts, { graph, data }: LoomDocument, columns: readonly Column[]): readonly ImageStep[] | undefined {
  const shape = inputs.find(({ name }) => name === 'picture')?.shape;
  const pictures = columns.filter(({ kind }) => kind === 'image');
  const bound = graph.nodes.flatMap((node) => (node.type === 'input' ? boundColumns(node) : []));
  const column = pictures.find(({ name }) => bound.includes(name)) ?? pictures[0];
  const sides = shape?.filter((side) => typeof side === 'number');
  return column && sides?.length === 3 ? stepsFor(stepsOf(data, column.name), sides) : undefined;
}

function hasNode({ graph, definitions }: LoomDocument, definition: string | undefined, id: string): boolean {
  const place = definition === undefined ? graph : definitions.find((one) => one.id === definition)?.graph;
  return place?.nodes.some((node) => node.id === id) ?? false;
}
