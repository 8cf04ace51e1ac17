/** A residual network of a given number of boxes, laid out in rows like a page, for the bench of the canvas. */
import { createDocument } from '../engine/document/edits';
import { GraphBuilder, type Source } from '../engine/document/graph-builder';
import type { LoomDocument } from '../engine/document/model';
import { writeDocument } from '../engine/document/write';
import { LAYER_CATALOG } from '../engine/infer/layer-catalog';

const COLUMNS = 40;
const GAP = { x: 220, y: 160 } as const;

export function canvasNetwork(boxes: number): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  let count = 0;
  const place = () => {
    const [row, column] = [Math.floor(count / COLUMNS), count % COLUMNS];
    count++;
    return { x: column * GAP.x, y: row * GAP.y };
  };
  const add = (type: string, input: Parameters<GraphBuilder['add']>[1], params: Record<string, number | string | number[]> = {}): Source => graph.add({ type, name: `${type}${count + 1}`, params, position: place() }, input);
  let last = add('input', {}, { shape: [3, 32, 32] });
  last = add('conv2d', last, { filters: 16, kernel: [3, 3], padding: 'same' });
  while (count < boxes - 10) {
    const shortcut = last;
    for (const step of ['conv2d', 'batch-norm', 'relu', 'conv2d', 'batch-norm']) last = add(step, last, step === 'conv2d' ? { filters: 16, kernel: [3, 3], padding: 'same' } : {});
    last = add('add', { in1: last, in2: shortcut });
    last = add('relu', last);
  }
  while (count < boxes - 2) last = add(count === boxes - 3 ? 'global-avg-pool' : 'relu', last);
  last = add('dense', last, { units: 10 });
  add('output', last);
  return { ...createDocument('canvas bench'), graph: graph.build(), data: { source: { kind: 'builtin', name: 'shapes' } } };
}

export function canvasNetworkText(boxes: number): string {
  return writeDocument(canvasNetwork(boxes)).text;
}
