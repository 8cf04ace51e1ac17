import type { Point } from '../../engine/document/model';
import { findLayer, LAYER_TYPES } from '../../engine/layers/index';
import { placeForNew, viewport } from '../canvas/viewport';
import { NODE_WIDTH, COLUMN_GAP } from '../network/geometry';
import { addLayer, centredAt, firstInput } from '../network/new-node';
import { refusal, rewire } from '../network/wiring';
import { editOpenGraph, selectedNodes, useOpenGraph } from '../store/open-graph-store';
import { select, type QuickAdd } from '../store/session-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

/** Keys of the layers that are used most. */
const KEYS: Readonly<Record<string, string>> = { input: 'i', output: 'o', dense: 'd', conv2d: 'c', 'max-pool2d': 'p', relu: 'r', 'batch-norm': 'b', flatten: 'f', dropout: 'x' };

/** Adds a layer; with a wire, at its loose end. */
export function addLayerAt(type: string, position: Point, wire?: QuickAdd['wire']): void {
  const layer = findLayer(type)!;
  let added = '';
  editOpenGraph(`Add ${layer.title}`, (graph) => {
    const { graph: grown, node } = addLayer(graph, type, position);
    added = node.id;
    if (!wire) return grown;
    const input = firstInput(layer);
    const output = layer.outputs[0]?.name;
    if (wire.side === 'from') return input === undefined ? grown : rewire(grown, wire, { node: node.id, port: input });
    return output === undefined ? grown : rewire(grown, { node: node.id, port: output }, wire);
  });
  select([added]);
  viewport()?.reveal(added);
}

/** After the one selected box, wired to it; else under the pointer. */
export function addLayerNext(type: string): void {
  const [selected, ...others] = selectedNodes();
  const facts = selected && others.length === 0 ? useOpenGraph.getState().facts.get(selected.id) : undefined;
  const output = facts?.outputs.find(({ isWired }) => !isWired);
  const layer = findLayer(type)!;
  const input = firstInput(layer);
  if (!selected || !output || input === undefined) return addLayerAt(type, centredAt(placeForNew()));
  const from = { node: selected.id, port: output.name };
  const position = { x: selected.position.x + NODE_WIDTH + COLUMN_GAP, y: selected.position.y };
  addLayerAt(type, position, refusal(useOpenGraph.getState().graph, from, { node: '', port: input }) ? undefined : { ...from, side: 'from' });
}

export const addLayerCommands: readonly Command[] = LAYER_TYPES.map((type) => {
  const { title, category, summary } = findLayer(type)!;
  return {
    id: `add-layer:${type}`,
    title: `Add ${title}`,
    group: 'Layers',
    ...(KEYS[type] && { keys: [KEYS[type]] }),
    words: `${category} ${summary}`,
    unavailable: needsDocument,
    run: () => addLayerNext(type),
  };
});
