/** A network as it would be with other parameters of one box: worked out by the inference of the window, without changing the document. */
import type { Diagnostic } from '../../engine/core/diagnostic';
import { sameShape, type Shape } from '../../engine/core/shape';
import { editGraph, graphAt, updateNode } from '../../engine/document/edits';
import type { GraphNode, JsonObject, LoomDocument } from '../../engine/document/model';
import type { InferredNetwork, InferredNode } from '../../engine/infer/infer-network';
import { definitionAt } from '../network/facts';

/** The box on the canvas that a layer is drawn as; several copies of a block share it. */
export function boxOf(document: LoomDocument, { flat }: InferredNode): GraphNode | undefined {
  return graphAt(document, definitionAt(document, flat.instancePath)).nodes.find(({ id }) => id === flat.node.id);
}

export function withParameters(document: LoomDocument, node: InferredNode, changes: JsonObject): LoomDocument {
  const box = boxOf(document, node);
  if (!box || Object.keys(changes).length === 0) return document;
  return editGraph(document, definitionAt(document, node.flat.instancePath), (graph) => updateNode(graph, box.id, { params: { ...box.params, ...changes } }));
}

export interface ChangedShape {
  readonly path: string;
  readonly before: Shape;
  readonly after: Shape;
}

export interface Effect {
  /** Of all layers, before and after. */
  readonly parameters: readonly [number, number];
  readonly macs: readonly [number, number];
  /** Of the values that one sample leaves, 4 bytes each. */
  readonly activationBytes: readonly [number, number];
  /** The box itself first, then in the order of the wires. */
  readonly shapes: readonly ChangedShape[];
  /** Problems that there are not yet. */
  readonly broken: readonly Diagnostic[];
  /** Layers that had a size and would have none, because something before them breaks. */
  readonly cutOff: number;
}

export function effectOf(before: InferredNetwork, after: InferredNetwork): Effect {
  const known = new Set(before.problems.map(({ message }) => message));
  const broken = after.problems.filter(({ message }) => !known.has(message));
  const now = new Map(after.nodes.map((node) => [node.flat.path, node]));
  const pairs = before.nodes.flatMap((old) => (old.sizes ? [[old, now.get(old.flat.path)] as const] : []));
  const faulty = new Set(broken.map(({ node }) => node));
  return {
    parameters: [before.totals.params, after.totals.params],
    macs: [before.totals.macs, after.totals.macs],
    activationBytes: [4 * before.totals.activations, 4 * after.totals.activations],
    shapes: pairs.flatMap(([old, node]) => changedShape(old, node)),
    broken,
    cutOff: pairs.filter(([old, node]) => !node?.sizes && !faulty.has(old.flat.path)).length,
  };
}

function changedShape(old: InferredNode, node: InferredNode | undefined): ChangedShape[] {
  const [before, after] = [old.sizes!.outputs[0], node?.sizes?.outputs[0]];
  return before && after && !sameShape(before, after) ? [{ path: old.flat.path, before, after }] : [];
}
