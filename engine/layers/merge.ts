/** What the elementwise merges share: equal shapes on every port. */
import { formatShape, sameShape, type Shape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { defineLayer, LayerProblem, ONE_OUTPUT, type LayerDefinition } from './define-layer';

export const MERGED = { prefix: 'in', minimum: 2, help: 'One of the operands' } as const;

export function defineMerge(definition: {
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly formula: string;
  readonly source: string;
  readonly lower: (b: Builder, operands: readonly Value[]) => Value;
  readonly torch: (operands: readonly string[]) => string;
}): LayerDefinition<Record<string, never>> {
  const { type, title, summary, text, formula, source, lower, torch } = definition;
  return defineLayer<Record<string, never>>({
    type,
    version: 1,
    title,
    category: 'merge',
    summary,
    documentation: { text, formulas: [formula], source },
    parameters: {},
    inputs: MERGED,
    outputs: ONE_OUTPUT,
    shape: ({ inputs }) => [equalShape(inputs, (index) => `${MERGED.prefix}${index + 1}`)],
    lower: ({ builder, inputs }) => [lower(builder, inputs)],
    torch: () => ({ forward: torch }),
    examples: [
      { title: 'Two branches', parameters: {}, inputs: [[16, 32, 32], [16, 32, 32]], outputs: [[16, 32, 32]], parameterCount: 0, macs: 0 },
      { title: 'Three vectors', parameters: {}, inputs: [[5], [5], [5]], outputs: [[5]], parameterCount: 0, macs: 0 },
    ],
  });
}

/** The one shape that all operands have. */
export function equalShape(shapes: readonly Shape[], port: (index: number) => string): Shape {
  const first = shapes[0]!;
  const other = shapes.findIndex((shape) => !sameShape(shape, first));
  if (other < 0) return first;
  const found = formatShape(shapes[other]!);
  throw new LayerProblem(`needs equal shapes, but ${port(0)} is ${formatShape(first)} and ${port(other)} is ${found}`, {
    port: port(other),
    expected: formatShape(first),
    found,
  });
}
