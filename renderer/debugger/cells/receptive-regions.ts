/** What one cell of a map sees: the part of every earlier map, back to the picture that comes in. */
import type { InferredNetwork, InferredNode } from '../../../engine/infer/infer-network';
import { spatial } from '../../../engine/infer/receptive-field';

/** Rows and columns, or only steps; both ends included, cut to what is there. */
export interface Region {
  readonly first: readonly number[];
  readonly last: readonly number[];
}

export interface SeenMap {
  /** Of the box whose output it is. */
  readonly path: string;
  /** The value of the trace. */
  readonly value: string;
  /** Sizes of the map. */
  readonly sizes: readonly number[];
  readonly region: Region;
  readonly channels: number;
  /** What comes in, with three channels: it is drawn in its colours. */
  readonly isColour: boolean;
}

/** Nearest first. `place` is the cell's row and column at the output of the box. */
export function regionsBehind(network: InferredNetwork, path: string, place: readonly number[]): readonly SeenMap[] {
  const nodes = new Map(network.nodes.map((node) => [node.flat.path, node]));
  const seen = new Map<string, Region>([[path, { first: place, last: place }]]);
  const found: string[] = [];
  // Boxes stand after what they read, so going backwards meets each one when all its readers are done.
  for (const node of [...network.nodes].reverse()) {
    const region = seen.get(node.flat.path);
    if (!region) continue;
    if (node.flat.path !== path) found.push(node.flat.path);
    for (const operand of node.operands) {
      const before = nodes.get(operand.slice(0, operand.lastIndexOf(':')));
      const reached = before && through(node, region, mapOf(before));
      if (before && reached) seen.set(before.flat.path, union(seen.get(before.flat.path), reached));
    }
  }
  return found.map((one) => {
    const node = nodes.get(one)!;
    const [port] = node.definition!.outputs;
    const channels = Number(node.sizes!.outputs[0]![0]);
    return { path: one, value: `${one}.${port!.name}`, sizes: mapOf(node), region: seen.get(one)!, channels, isColour: node.definition!.source !== undefined && channels === 3 };
  });
}

function mapOf({ sizes }: InferredNode): readonly number[] {
  const [shape] = sizes?.outputs ?? [];
  return shape ? spatial(shape) : [];
}

/** Undefined where places no longer mean anything. */
function through({ sizes }: InferredNode, { first, last }: Region, input: readonly number[]): Region | undefined {
  if (input.length !== first.length || input.length === 0) return undefined;
  const window = sizes?.window;
  const own = mapSizes(sizes?.outputs[0]);
  if (!window) return own.join() === input.join() ? { first, last } : undefined;
  const { kernel, stride, dilation, padding } = window;
  const from = first.map((at, axis) => Math.floor(at * stride[axis]! - padding[axis]!));
  const to = last.map((at, axis) => Math.floor(at * stride[axis]! - padding[axis]! + dilation[axis]! * (kernel[axis]! - 1)));
  return { first: from.map((at) => Math.max(0, at)), last: to.map((at, axis) => Math.min(input[axis]! - 1, at)) };
}

function mapSizes(shape: readonly unknown[] | undefined): number[] {
  return shape ? spatial(shape as number[]) : [];
}

function union(one: Region | undefined, other: Region): Region {
  if (!one) return other;
  return { first: one.first.map((at, axis) => Math.min(at, other.first[axis]!)), last: one.last.map((at, axis) => Math.max(at, other.last[axis]!)) };
}

/** `rows 0 to 4, columns 2 to 6` */
export function regionText({ first, last }: Region): string {
  const names = first.length === 2 ? ['row', 'column'] : ['step'];
  return first.map((from, axis) => (from === last[axis] ? `${names[axis]} ${from}` : `${names[axis]}s ${from} to ${last[axis]}`)).join(', ');
}
