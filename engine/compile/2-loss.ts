/**
 * Adds the target inputs, the loss of every Output node and the weighted sum that an update minimises.
 *
 * Means divide by the run-time size of the batch, so a smaller last batch is trained correctly.
 */
import { fail } from '../core/diagnostic';
import { matchesGlob } from '../core/glob';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { readyNodes, targetInput, type LoweredNetwork, type ReadyNode } from './1-lower';

export interface NodeLoss {
  readonly path: string;
  readonly loss: Value;
  /** What the layer wants to be found by name: an assignment, terms of the loss. */
  readonly named: Readonly<Record<string, Value>>;
  /** Share in the objective. */
  readonly share: number;
}

export function addLosses(builder: Builder, { network, ports, targets }: LoweredNetwork): NodeLoss[] {
  return readyNodes(network).flatMap((node) => {
    const inputs = node.operands.flatMap((operand) => ports.get(operand) ?? []);
    const { target, objective: own } = node.definition;
    if (inputs.length < node.operands.length) return [];
    return target ? [nodeLoss(builder, node, target, inputs, targets.get(node.flat.path))] : own ? [ownLoss(builder, node, own, inputs)] : [];
  });
}

/** Of a layer that needs no column. */
function ownLoss(builder: Builder, { flat, parameters }: ReadyNode, role: NonNullable<ReadyNode['definition']['objective']>, inputs: readonly Value[]): NodeLoss {
  return builder.within({ origin: flat.path, phase: 'loss' }, () => {
    const loss = role.loss({ builder, input: inputs[0]!, inputs, parameters });
    return { path: flat.path, loss: builder.mean(loss, [0]), named: {}, share: role.lossWeight(parameters) };
  });
}

function nodeLoss(builder: Builder, node: ReadyNode, role: NonNullable<ReadyNode['definition']['target']>, inputs: readonly Value[], known: Value | undefined): NodeLoss {
  const { flat, parameters } = node;
  return builder.within({ origin: flat.path, phase: 'loss' }, () => {
    const target = known ?? targetInput(builder, node, role);
    const { loss, weight, named = {} } = role.loss({ builder, input: inputs[0]!, inputs, target, parameters });
    const mean = weight ? builder.div(builder.sum(loss, [0]), builder.sum(weight, [0])) : builder.mean(loss, [0]);
    return { path: flat.path, loss: mean, named, share: role.lossWeight(parameters) };
  });
}

/** Σ share · loss over the Output nodes that the glob names. */
export function objective(builder: Builder, losses: readonly NodeLoss[], glob: string): Value {
  const chosen = losses.filter(({ path }) => matchesGlob(glob, path));
  if (chosen.length === 0) {
    const known = losses.map(({ path }) => path).join(', ');
    fail('no-loss', losses.length === 0 ? 'The network has no Output, so there is nothing to train.' : `No Output is called “${glob}”.`, {
      expected: known || 'an Output node',
      remedy: losses.length === 0 ? 'Add an Output layer and choose its loss.' : `The Outputs are ${known}.`,
    });
  }
  return builder.within({ phase: 'loss' }, () =>
    chosen.map(({ loss, share }) => (share === 1 ? loss : builder.mul(loss, share))).reduce(builder.add),
  );
}
