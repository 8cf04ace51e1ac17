/**
 * Reverse-mode differentiation of the op graph.
 *
 * Precondition: the graph computes `objective`, a scalar. Postcondition: the builder also computes d objective / d v for
 * every requested v; each gradient op carries the canvas node of the forward op it differentiates.
 */
import { fail } from '../core/diagnostic';
import type { Builder } from '../ops/builder';
import { isDifferentiable, NoGradientError } from '../ops/define-op';
import type { OpNode, Value } from '../ops/graph';
import { opDefinition } from '../ops/index';

/** The gradients of `objective` with respect to `wanted`; undefined where the objective does not depend on a value. */
export function differentiate(builder: Builder, objective: Value, wanted: readonly Value[]): (Value | undefined)[] {
  const nodes = builder.finish().nodes;
  const active = reachableFrom(nodes, wanted);
  const gradients = new Map<Value, Value>();
  if (active.has(objective)) gradients.set(objective, builder.within({ phase: 'backward' }, () => builder.scalar(1)));

  for (const node of [...nodes].reverse()) {
    const outputGradients = node.outputs.map((output) => gradients.get(output) ?? null);
    const needed = node.inputs.map((input) => active.has(input));
    if (outputGradients.every((gradient) => gradient === null) || !needed.includes(true)) continue;
    const contributions = builder.within({ origin: node.origin, phase: 'backward' }, () =>
      inputGradients(builder, node, outputGradients, needed),
    );
    node.inputs.forEach((input, index) => {
      const contribution = needed[index] ? contributions[index] : null;
      if (!contribution) return;
      const sum = gradients.get(input);
      const total = sum ? builder.within({ origin: input.origin, phase: 'backward' }, () => builder.add(sum, contribution)) : contribution;
      gradients.set(input, total);
    });
  }
  return wanted.map((value) => gradients.get(value));
}

/** Values that depend on any of `sources`. */
function reachableFrom(nodes: readonly OpNode[], sources: readonly Value[]): Set<Value> {
  const reached = new Set(sources);
  for (const node of nodes) {
    if (node.inputs.some((input) => reached.has(input))) node.outputs.forEach((output) => reached.add(output));
  }
  return reached;
}

function inputGradients(builder: Builder, node: OpNode, outputGradients: readonly (Value | null)[], needed: readonly boolean[]): readonly (Value | null)[] {
  const rule = opDefinition(node.op).gradient;
  try {
    if (!isDifferentiable(rule)) throw new NoGradientError(rule.notDifferentiable);
    return rule({ builder, inputs: node.inputs, outputs: node.outputs, attributes: node.attributes, outputGradients, needed });
  } catch (error) {
    if (!(error instanceof NoGradientError)) throw error;
    const place = node.origin === '' ? `The op ${node.op}` : `“${node.origin}” (${node.op})`;
    return fail('no-gradient', `${place} stands between a loss and trainable weights, but has no gradient: ${error.message}.`, {
      node: node.origin,
      remedy: 'Give it a surrogate gradient, freeze the layers before it, or replace it with a smooth layer such as Sigmoid.',
    });
  }
}
