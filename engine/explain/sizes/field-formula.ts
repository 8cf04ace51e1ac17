/** How a receptive field grows: one step as a formula, and the whole way from the input to a box. */
import type { Shape } from '../../core/shape';
import type { InferredNetwork, InferredNode } from '../../infer/infer-network';
import { spatial, widest, type ReceptiveField } from '../../infer/receptive-field';
import type { ReceptiveWindow } from '../../layers/define-layer';
import { minus, ONE, plus, times, type Expression } from '../expression/expression';
import { letter } from './size-letters';

/** How a layer changes the field: where it begins, through a window, not at all, or by seeing everything. */
export type FieldKind = 'input' | 'window' | 'kept' | 'whole';

/** r + d(k − 1)·j from the field of what the box reads, per spatial axis; undefined where there are none. */
export function deriveField(network: InferredNetwork, node: InferredNode): Expression[] | undefined {
  const { sizes, receptiveField: own } = node;
  if (!own || !sizes) return undefined;
  const before = fieldBefore(network, node);
  switch (fieldKind(node, before)) {
    case 'input':
      return own.size.map(() => ONE);
    case 'kept':
      return before!.size.map((size) => letter('r', size));
    case 'whole':
      return before!.input.map((size) => letter('n', size));
    case 'window': {
      const { kernel, dilation } = sizes.window!;
      return before!.size.map((size, axis) => plus(letter('r', size), times(letter('d', dilation[axis]!), minus(letter('k', kernel[axis]!), ONE), letter('j', before!.jump[axis]!))));
    }
  }
}

/** Of a node that has a field. */
function fieldKind({ definition, sizes }: InferredNode, before: ReceptiveField | undefined): FieldKind {
  if (definition!.source || !before) return 'input';
  if (sizes!.window) return 'window';
  return sameAxes(sizes!.inputs[0]!, before) && sameAxes(sizes!.outputs[0] ?? [], before) ? 'kept' : 'whole';
}

function sameAxes(shape: Shape, { size }: ReceptiveField): boolean {
  return spatial(shape).length === size.length;
}

/** Where several operands come together, the widest field counts. */
function fieldBefore(network: InferredNetwork, node: InferredNode): ReceptiveField | undefined {
  return widest(nodesBefore(network, node).flatMap(({ receptiveField }) => receptiveField ?? []));
}

const byPath = new WeakMap<InferredNetwork, ReadonlyMap<string, InferredNode>>();

function nodesBefore(network: InferredNetwork, { operands }: InferredNode): InferredNode[] {
  const index = byPath.get(network) ?? new Map(network.nodes.map((node) => [node.flat.path, node]));
  byPath.set(network, index);
  return operands.flatMap((operand) => index.get(operand.slice(0, operand.lastIndexOf(':'))) ?? []);
}

/** One layer on the way from the input; sizes are cells of the input, per spatial axis. */
export interface FieldStep {
  readonly node: InferredNode;
  readonly kind: FieldKind;
  readonly field: ReceptiveField;
  /** Where the field of the first value begins; negative where it lies on padding. */
  readonly start: readonly number[];
  readonly window?: ReceptiveWindow;
}

/** From an Input to the box, along the operands that see most; empty for a box without a field. */
export function fieldSteps(network: InferredNetwork, node: InferredNode): readonly FieldStep[] {
  const way: InferredNode[] = [];
  for (let at: InferredNode | undefined = node; at?.receptiveField; at = widestBefore(network, at)) way.unshift(at);
  const steps: FieldStep[] = [];
  for (const one of way) steps.push(stepAt(one, steps.at(-1)));
  return steps;
}

function widestBefore(network: InferredNetwork, node: InferredNode): InferredNode | undefined {
  const field = fieldBefore(network, node);
  return nodesBefore(network, node).find(({ receptiveField }) => receptiveField !== undefined && receptiveField === field);
}

function stepAt(node: InferredNode, before: FieldStep | undefined): FieldStep {
  const field = node.receptiveField!;
  const kind = fieldKind(node, before?.field);
  const { window } = node.sizes!;
  if (kind === 'kept') return { node, kind, field, start: before!.start };
  if (kind !== 'window' || !window) return { node, kind, field, start: field.size.map(() => 0) };
  const start = before!.start.map((from, axis) => from - reachBefore(window, axis) * before!.field.jump[axis]!);
  return { node, kind, field, start, window };
}

/** Cells of the operand that the first value sees before the first one. A window that enlarges ends at the value's own cell. */
function reachBefore({ kernel, stride, padding }: ReceptiveWindow, axis: number): number {
  return stride[axis]! < 1 ? kernel[axis]! - 1 : padding[axis]!;
}

export interface FieldSpan {
  /** The first cell of the input, along one axis; negative on padding. */
  readonly from: number;
  readonly size: number;
}

/** What one value sees, per spatial axis; `cell` is its place in the output. */
export function fieldOf({ field, start }: FieldStep, cell: readonly number[]): readonly FieldSpan[] {
  return field.size.map((size, axis) => ({ from: Math.floor(start[axis]! + (cell[axis] ?? 0) * field.jump[axis]!), size }));
}
