/** The networks that the debugger is timed on, as files that the window can open. */
import { SHAPE_OUTLINES } from '../engine/data/generators/shape-outlines';
import type { LoomDocument } from '../engine/document/model';
import { writeDocument } from '../engine/document/write';
import { fiftyConvolutional, fiftyDense, resnet18 } from './trace-networks';

/** Numbers for 64 inputs are typed in, zeros at first; pictures need rows. */
export function debuggerFiles(): Readonly<Record<string, string>> {
  return {
    'fifty-dense.loom': writeDocument(fiftyDense()).text,
    'fifty-convolutional.loom': writeDocument(onShapes(fiftyConvolutional())).text,
    'resnet-18.loom': writeDocument(onShapes(resnet18())).text,
  };
}

/** With as many answers as there are shapes, from the only Dense. */
function onShapes(document: LoomDocument): LoomDocument {
  const units = Object.keys(SHAPE_OUTLINES).length;
  const nodes = document.graph.nodes.map((node) => (node.type === 'dense' ? { ...node, params: { ...node.params, units } } : node));
  return { ...document, graph: { ...document.graph, nodes }, data: { source: { kind: 'builtin', name: 'shapes' } } };
}
