/** What activations without parameters share: any shape in, the same shape out, nothing to learn. */
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { defineLayer, ONE_INPUT, ONE_OUTPUT, type LayerDefinition } from './define-layer';

export function defineActivation(definition: {
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly formula: string;
  readonly source: string;
  readonly lower: (b: Builder, x: Value) => Value;
  readonly torch: string;
}): LayerDefinition<Record<string, never>> {
  const { type, title, summary, text, formula, source, lower, torch } = definition;
  return defineLayer<Record<string, never>>({
    type,
    version: 1,
    title,
    category: 'activation',
    summary,
    documentation: { text, formulas: [formula], source },
    parameters: {},
    inputs: ONE_INPUT,
    outputs: ONE_OUTPUT,
    shape: ({ inputs }) => inputs,
    lower: ({ builder, inputs }) => [lower(builder, inputs[0]!)],
    torch: () => ({ module: torch }),
    examples: [{ title: 'Any shape', parameters: {}, inputs: [[6, 28, 28]], outputs: [[6, 28, 28]], parameterCount: 0, macs: 0 }],
  });
}
