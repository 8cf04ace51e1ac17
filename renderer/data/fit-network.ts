/** The network as the data asks for it: inputs of its size, as many answers as it has classes, and classes compared as such. */
import type { Column } from '../../engine/data/dataset';
import { defaultImageSteps, type ImageStep } from '../../engine/data/preprocess';
import { updateNode } from '../../engine/document/edits';
import { wiresInto } from '../../engine/document/graph-index';
import type { Graph, GraphNode, JsonObject, LoomDocument } from '../../engine/document/model';
import { withClassLoss } from '../../engine/infer/class-loss';
import { stepsOf, withSteps } from './edit-data';
import { fitHeads } from './fit-heads';
import { boundColumns, withBinding } from './node-binding';

/** Photographs larger than this are made smaller instead: a network for them would not fit. */
const LARGEST_SIDE = 128;
/** Layers whose output has as many values, or as many channels, as their input. */
const KEEPS_CHANNELS = new Set(['relu', 'leaky-relu', 'softmax', 'log-softmax', 'sigmoid', 'tanh', 'dropout', 'batch-norm', 'global-avg-pool', 'global-max-pool', 'softplus', 'elu', 'gelu', 'silu', 'flatten']);
/** Which parameter says how many values a layer gives. */
const WIDTHS: Readonly<Record<string, string>> = { dense: 'units', conv2d: 'filters' };

/** The same document where it fits already. */
export function fitNetwork(document: LoomDocument, columns: readonly Column[]): LoomDocument {
  const known = new Set(columns.map(({ name }) => name));
  const nodes = document.graph.nodes;
  let graph = nodes.reduce((changed, node) => (hasUnknown(node, known) ? withBinding(changed, node.id, []) : changed), document.graph);
  const inputs = nodes.filter(({ type }) => type === 'input');
  const features = columns.filter(({ isTarget }) => !isTarget);
  for (const node of inputs) {
    const shape = wantedShape(shapeOf(node), featuresOf(node, features, inputs.length));
    if (shape && shape.join() !== shapeOf(node).join()) graph = setParams(graph, node.id, { shape });
  }
  const targets = columns.filter(({ isTarget }) => isTarget);
  const outputs = nodes.filter(({ type }) => type === 'output');
  outputs.forEach((node, index) => {
    const target = targets.find(({ name }) => node.binding?.column === name) ?? (outputs.length === 1 ? targets[0] : targets[index]);
    if (target) graph = fitOutput(target.kind === 'category' ? withClassLoss(graph, node) : graph, node, target);
  });
  const fitted = fitSteps(graph === document.graph ? document : { ...document, graph }, columns);
  const objects = targets.find(({ kind }) => kind === 'boxes');
  return objects ? fitHeads(fitted, objects.classes?.length ?? 0) : fitted;
}

/** The layer that decides how many values an Output gets, and the parameter that says so. */
export function widthBefore(graph: Graph, output: string): { readonly node: GraphNode; readonly parameter: string } | undefined {
  let at: string | undefined = output;
  for (let steps = 0; at !== undefined && steps < graph.nodes.length; steps++) {
    const from: string | undefined = [...wiresInto(graph, at).values()][0]?.from.node;
    const node: GraphNode | undefined = graph.nodes.find(({ id }) => id === from);
    if (!node) return undefined;
    const parameter = WIDTHS[node.type];
    if (parameter !== undefined) return { node, parameter };
    if (!KEEPS_CHANNELS.has(node.type)) return undefined;
    at = node.id;
  }
  return undefined;
}

function fitOutput(graph: Graph, output: GraphNode, target: Column): Graph {
  const before = widthBefore(graph, output.id);
  if (!before) return graph;
  const now = Number(before.node.params[before.parameter]);
  const wanted = target.kind === 'category' ? (target.classes?.length ?? now) : target.kind === 'number' ? 1 : now;
  // One value tells two classes apart, where the loss is one for that.
  const isBinary = wanted === 2 && now === 1 && String(output.params['loss'] ?? '').startsWith('binary');
  return wanted === now || isBinary ? graph : setParams(graph, before.node.id, { [before.parameter]: wanted });
}

function wantedShape(now: readonly number[], features: readonly Column[]): readonly number[] | undefined {
  const [picture] = features.filter(({ kind }) => kind === 'image');
  if (picture) {
    const { image } = picture;
    if (!image) return undefined;
    const [, height = 28, width = 28] = now.length === 3 ? now : [];
    return Math.max(image.height, image.width) <= LARGEST_SIDE ? [image.channels, image.height, image.width] : [image.channels, height, width];
  }
  const values = features.reduce((sum, { kind, classes }) => sum + (kind === 'number' ? 1 : kind === 'category' ? (classes?.length ?? 0) : 0), 0);
  // A shape of another form with as many values is somebody's choice.
  return values === 0 || now.reduce((product, size) => product * size, 1) === values ? undefined : [values];
}

function featuresOf(node: GraphNode, features: readonly Column[], inputs: number): readonly Column[] {
  const names = boundColumns(node);
  const bound = features.filter(({ name }) => names.includes(name));
  if (bound.length > 0) return bound;
  const pictures = features.filter(({ kind }) => kind === 'image');
  const isPicture = shapeOf(node).length === 3;
  if (inputs === 1) return pictures.length > 0 ? pictures.slice(0, 1) : features;
  return isPicture && pictures.length === 1 ? pictures : [];
}

function hasUnknown(node: GraphNode, known: ReadonlySet<string>): boolean {
  return boundColumns(node).some((name) => !known.has(name));
}

/** Steps that give another size than the one Input takes are brought to it. */
function fitSteps(document: LoomDocument, columns: readonly Column[]): LoomDocument {
  return columns.reduce((changed, { name }) => {
    const steps = stepsOf(changed.data, name);
    const input = steps && inputOfPictures(changed, name);
    if (!steps || !input) return changed;
    const fitted = stepsFor(steps, shapeOf(input));
    return JSON.stringify(fitted) === JSON.stringify(steps) ? changed : withSteps(changed, name, fitted);
  }, document);
}

/** The Input that takes a column of pictures: the one bound to it, else the first that could. */
export function inputOfPictures({ graph }: LoomDocument, column: string): GraphNode | undefined {
  const inputs = graph.nodes.filter((node) => node.type === 'input' && shapeOf(node).length === 3);
  return inputs.find((node) => boundColumns(node).includes(column)) ?? inputs[0];
}

export function shapeOf(node: GraphNode): readonly number[] {
  const { shape } = node.params;
  return Array.isArray(shape) ? (shape as readonly number[]) : [1, 28, 28];
}

/** The same steps for an Input of another shape (channels, height, width). */
export function stepsFor(steps: readonly ImageStep[] | undefined, shape: readonly number[]): readonly ImageStep[] {
  const [channels, height, width] = shape as [number, number, number];
  const known = channels === 1 ? 1 : 3;
  if (!steps) return defaultImageSteps({ channels: known, height, width });
  return steps.map((step) => (step.kind === 'resize' ? { ...step, height, width } : step.kind === 'channels' ? { ...step, channels: known } : step));
}

function setParams(graph: Graph, id: string, changes: JsonObject): Graph {
  const node = graph.nodes.find((one) => one.id === id)!;
  return updateNode(graph, id, { params: { ...node.params, ...changes } });
}
