/** Which weights the sample meets: those of the shown run where they fit the canvas, unless a person chooses others. */
import { create } from 'zustand';
import { NetworkInference } from '../../engine/infer/infer-network';
import { networkKey } from '../../engine/infer/network-key';
import type { LoomDocument } from '../../engine/document/model';
import type { RunWeights } from '../../engine/run/look-subject';
import { packDocument } from '../../engine/shell/document-payload';
import { useDocument } from '../store/document-store';
import { useRun } from '../store/run-store';
import type { LookQuestion } from './maps-store';

export type ModelChoice =
  | { readonly kind: 'shown' }
  | { readonly kind: 'untrained' }
  | { readonly kind: 'run'; readonly run: string; readonly title: string; readonly weights: RunWeights }
  | { readonly kind: 'file'; readonly path: string };

export const useModelChoice = create<{ readonly choice: ModelChoice }>(() => ({ choice: { kind: 'shown' } }));

export function chooseModel(choice: ModelChoice): void {
  useModelChoice.setState({ choice });
}

/** Whether the shown run trains what is on the canvas: only then its weights are those of the boxes. */
export function runFitsCanvas(): boolean {
  const { document } = useRun.getState();
  return document !== undefined && keyOfRun(document) === networkKey(useDocument.getState().network);
}

/** What to ask with, now. */
export function chosenModel(): LookQuestion['from'] {
  const { choice } = useModelChoice.getState();
  if (choice.kind === 'file') return { model: choice.path };
  if (choice.kind === 'run') return { run: choice.run, weights: choice.weights };
  const { run } = useRun.getState();
  return choice.kind === 'shown' && run && runFitsCanvas() ? { run: run.run } : { document: payloadOf(useDocument.getState().document) };
}

const runKeys = new WeakMap<LoomDocument, string>();

function keyOfRun(document: LoomDocument): string {
  const key = runKeys.get(document) ?? networkKey(new NetworkInference().infer(document));
  runKeys.set(document, key);
  return key;
}

let packed: { readonly document: LoomDocument; readonly payload: ReturnType<typeof packDocument> } | undefined;

/** Packed once for all looks at it: a camera asks thirty times a second. */
function payloadOf(document: LoomDocument): ReturnType<typeof packDocument> {
  if (!packed || !isSameForLooks(packed.document, document)) packed = { document, payload: packDocument(document) };
  return packed.payload;
}

/** Moving boxes and writing notes changes nothing that a sample meets. */
export function isSameForLooks(a: LoomDocument, b: LoomDocument): boolean {
  if (a === b) return true;
  const isSame = a.definitions === b.definitions && a.data === b.data && a.training?.seed === b.training?.seed && a.graph.wires === b.graph.wires && a.graph.nodes.length === b.graph.nodes.length;
  return isSame && a.graph.nodes.every((node, index) => {
    const { position: _, ...one } = node;
    const other = b.graph.nodes[index]!;
    return Object.keys(other).length === Object.keys(node).length && Object.entries(one).every(([field, value]) => other[field as keyof typeof other] === value);
  });
}
