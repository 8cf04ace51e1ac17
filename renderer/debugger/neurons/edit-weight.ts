/** One weight of the document changed by hand; all others of its tensor keep the numbers they would start from. */
import { float32Tensor } from '../../../engine/core/dtype';
import { editGraph, updateNode } from '../../../engine/document/edits';
import type { ElementPlace } from '../../../engine/explain/expression/expression';
import { indexOf } from '../../../engine/explain/position';
import { editDocument, useDocument } from '../../store/document-store';
import { useOpenGraph } from '../../store/open-graph-store';
import { useDebugger } from '../debugger-store';
import type { ReadPage } from '../step-answers';

/** Why a weight cannot be changed; undefined where it can. */
export function whyFixed({ value }: ElementPlace): string | undefined {
  const { trace, update } = useDebugger.getState();
  if (trace && trace.origin.kind !== 'untrained' && trace.origin.kind !== 'given') return 'These weights belong to a run. To change them, choose untrained weights in the Predict panel.';
  if (update > 1) return 'Earlier updates have changed this weight. Go back to update 1 to set it.';
  return boxOf(value) ? undefined : 'Weights inside a block are changed where the block is opened.';
}

/** Keys of one field are one step of history. */
export function editWeight({ value, position }: ElementPlace, page: ReadPage, weight: number): void {
  const found = boxOf(value);
  if (!found) return;
  const numbers = Float32Array.from(page.numbers);
  numbers[indexOf(page.shape, position)] = weight;
  const name = value.slice(value.lastIndexOf('.') + 1);
  const change = { ...found.tensors, [name]: { ...found.tensors?.[name], value: float32Tensor(page.shape, numbers) } };
  editDocument(`Set a weight of ${found.name}`, (document) => editGraph(document, undefined, (graph) => updateNode(graph, found.id, { tensors: change })), `weight ${value} ${position.join()}`);
}

function boxOf(key: string) {
  const path = key.slice(0, key.lastIndexOf('.'));
  const place = useOpenGraph.getState().index.boxOf(path);
  return place && place.place.length === 0 ? useDocument.getState().document.graph.nodes.find(({ id }) => id === place.node) : undefined;
}
