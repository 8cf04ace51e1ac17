/** New boxes: their names, places and first wires. */
import { LoomError } from '../../engine/core/diagnostic';
import type { Shape } from '../../engine/core/shape';
import { addNode } from '../../engine/document/edits';
import type { Graph, GraphNode, JsonObject, Point } from '../../engine/document/model';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { LayerProblem, type LayerDefinition } from '../../engine/layers/define-layer';
import { findLayer, LAYER_TYPES } from '../../engine/layers/index';
import { GRID, NODE_WIDTH, nodeHeight, snapToGrid } from './geometry';

/** `conv` for conv2d: networks read better with short names, numbered from the first where there will be several. */
function baseName(type: string): string {
  return type.replace(/\d+d$/, '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function freeName(graph: Graph, type: string): string {
  const taken = new Set(graph.nodes.map(({ name }) => name));
  const base = baseName(type);
  const isSingle = type === 'input' || type === 'output';
  if (isSingle && !taken.has(base)) return base;
  for (let number = 1; ; number++) if (!taken.has(`${base}${number}`)) return `${base}${number}`;
}

export function addLayer(graph: Graph, type: string, position: Point, params: JsonObject = {}): { readonly graph: Graph; readonly node: GraphNode } {
  return addNode(graph, { type, name: freeName(graph, type), params, position: freePlace(graph, position) }, LAYER_CATALOG);
}

/** The place, or the next one below and to the right that is not taken. */
function freePlace(graph: Graph, { x, y }: Point): Point {
  const isTaken = (at: Point) => graph.nodes.some(({ position }) => Math.abs(position.x - at.x) < GRID && Math.abs(position.y - at.y) < GRID);
  let place = { x: snapToGrid(x), y: snapToGrid(y) };
  while (isTaken(place)) place = { x: place.x + GRID, y: place.y + GRID };
  return place;
}

/** The place whose middle is at `point`. */
export function centredAt({ x, y }: Point): Point {
  return { x: x - NODE_WIDTH / 2, y: y - nodeHeight(1) / 2 };
}

/** Whether a layer, as it comes out of the palette, can take such an input. */
function takesShape(layer: LayerDefinition, shape: Shape): boolean {
  const isVariadic = 'prefix' in layer.inputs;
  if (!isVariadic && layer.inputs.length === 0) return false;
  const parameters = Object.fromEntries(Object.entries(layer.parameters).map(([name, spec]) => [name, spec.default]));
  const inputs = isVariadic ? [shape, shape] : layer.inputs.map(() => shape);
  try {
    layer.shape({ inputs, parameters });
    return true;
  } catch (error) {
    if (error instanceof LayerProblem || error instanceof LoomError) return false;
    throw error;
  }
}

/** Layers for the loose end of a wire: for an output those that take its shape, for an input those that give something. */
export function fittingLayers(side: 'from' | 'to', shape: Shape | undefined): readonly string[] {
  return LAYER_TYPES.filter((type) => {
    const layer = findLayer(type)!;
    if (side === 'to') return layer.outputs.length > 0;
    if (!('prefix' in layer.inputs) && layer.inputs.length === 0) return false;
    return shape === undefined || takesShape(layer, shape);
  });
}

/** The input port that a first wire goes to. */
export function firstInput(layer: LayerDefinition): string | undefined {
  return 'prefix' in layer.inputs ? `${layer.inputs.prefix}1` : layer.inputs[0]?.name;
}
