/** One number of one box, explained: its formulas, what their letters stand for, and why it is so. */
import type { InferredNetwork, InferredNode } from '../../infer/infer-network';
import type { Expression } from '../expression/expression';
import { deriveSizes } from './derive-sizes';
import { reasonFor } from './reasons';
import { lettersOf, type LetterOfFormula } from './size-letters';

export const QUANTITIES = ['output', 'parameters', 'macs', 'field', 'memory'] as const;
export type Quantity = (typeof QUANTITIES)[number];

export interface SizeLine {
  /** Which axis or which of several numbers; empty where there is only one. */
  readonly label: string;
  readonly formula: Expression;
  readonly isBytes?: boolean;
}

export interface SizeExplanation {
  /** Axes in the order of the engine, channels first. */
  readonly lines: readonly SizeLine[];
  readonly letters: readonly LetterOfFormula[];
  /** One sentence. */
  readonly reason: string;
}

/** Undefined where the box has no such number. */
export function explainSize(network: InferredNetwork, node: InferredNode, quantity: Quantity): SizeExplanation | undefined {
  const lines = linesOf(network, node, quantity);
  if (!lines) return undefined;
  const shapes = new Map(node.sizes!.tensors.map(({ name, shape }) => [name, `values of the tensor ${name}, ${shape.join(' × ')}`]));
  return { lines, letters: lettersOf(lines.map(({ formula }) => formula), shapes), reason: reasonFor(node, quantity) };
}

function linesOf(network: InferredNetwork, node: InferredNode, quantity: Quantity): readonly SizeLine[] | undefined {
  const found = deriveSizes(network, node);
  if (!found) return undefined;
  switch (quantity) {
    case 'output':
      return node.sizes!.outputs.length === 0 ? undefined : found.output.map((formula, axis) => ({ label: axisName(axis, found.output.length), formula }));
    case 'parameters':
      return [{ label: '', formula: found.parameters }];
    case 'macs':
      return [{ label: '', formula: found.macs }];
    case 'field':
      return found.receptiveField?.map((formula, axis, { length }) => ({ label: length === 2 ? axisName(axis + 1, 3) : length === 1 ? 'steps' : `axis ${axis + 1}`, formula }));
    case 'memory':
      return [
        { label: 'values', formula: found.activations },
        { label: 'activations', formula: found.activationBytes, isBytes: true },
        ...(node.sizes!.parameters > 0 ? [{ label: 'weights', formula: found.parameterBytes, isBytes: true }] : []),
      ];
  }
}

/** As the course calls them. */
export function axisName(axis: number, axes: number): string {
  if (axes === 1) return '';
  const names = axes === 2 ? ['steps', 'features'] : axes === 3 ? ['channels', 'height', 'width'] : axes === 4 ? ['channels', 'depth', 'height', 'width'] : [];
  return names[axis] ?? `axis ${axis + 1}`;
}
