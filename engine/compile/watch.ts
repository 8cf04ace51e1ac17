/**
 * The graph that looks inside a network in training: a forward and backward pass with the losses, without any update, that
 * also gives what every port puts out and how the objective depends on it. Shares the passes of the training step, so what
 * it shows is what training computes.
 */
import { LoomError } from '../core/diagnostic';
import type { InferredNetwork } from '../infer/infer-network';
import { Builder } from '../ops/builder';
import type { LoweringTarget } from '../ops/define-op';
import type { Graph, OutputBinding, Value } from '../ops/graph';
import { lowerNetwork } from './1-lower';
import { addLosses, objective } from './2-loss';
import { differentiate } from './3-autodiff';
import { finish, type CompiledGraph } from './pipeline';
import { verify } from './verify';

/** Names of the traces, before a colon and the name of the port. */
const ACTIVATION = 'activation';
const GRADIENT = 'gradient';

export type WatchTrace = typeof ACTIVATION | typeof GRADIENT;

export function watchTrace(node: string, port: string, trace: WatchTrace): OutputBinding {
  return { kind: 'trace', node, name: `${trace}:${port}` };
}

/** Any number of rows at once. */
export function compileWatch(network: InferredNetwork, target: LoweringTarget): CompiledGraph {
  return finish(watchGraph(network), target, 'watch');
}

/**
 * Outputs: the objective (the weighted sum of all losses, whatever a program's updates divide them into), the gradient of
 * every trained tensor, and for every port its values and their gradient, where there is one.
 */
export function watchGraph(network: InferredNetwork): Graph {
  try {
    return build(network, () => true);
  } catch (error) {
    if (!(error instanceof LoomError)) throw error;
    // Between an input and the first weights may stand what has no gradient; training asks for none there either.
    const behindWeights = portsBehindWeights(network);
    return build(network, (port) => behindWeights.has(port));
  }
}

function build(network: InferredNetwork, hasGradient: (port: string) => boolean): Graph {
  const builder = new Builder();
  const lowered = lowerNetwork(builder, network, 'train');
  const total = objective(builder, addLosses(builder, lowered), '**');
  builder.output(total, { kind: 'objective' });

  const ports = [...lowered.ports].filter(([, value]) => value.dtype === 'float32');
  const asked = ports.filter(([port]) => hasGradient(port));
  const trained = [...lowered.tensors].filter(([key]) => network.tensors.get(key)!.trained);
  const gradients = differentiate(builder, total, [...trained, ...asked].map(([, value]) => value));
  const byPort = new Map<string, Value | undefined>(asked.map(([port], index) => [port, gradients[trained.length + index]]));

  trained.forEach(([key], index) => {
    const gradient = gradients[index];
    if (gradient) builder.output(gradient, { kind: 'gradient', key });
  });
  for (const [key, value] of ports) {
    const { node, port } = splitPort(key);
    builder.output(value, watchTrace(node, port, ACTIVATION));
    const gradient = byPort.get(key);
    if (gradient) builder.output(gradient, watchTrace(node, port, GRADIENT));
  }
  const graph = builder.finish();
  verify(graph, 'watch');
  return graph;
}

/** Ports whose values depend on a trained tensor. */
function portsBehindWeights({ nodes }: InferredNetwork): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { flat, definition, sizes, operands } of nodes) {
    const isBehind = operands.some((operand) => found.has(operand)) || sizes?.tensors.some(({ trained }) => trained);
    if (isBehind) definition?.outputs.forEach(({ name }) => found.add(`${flat.path}:${name}`));
  }
  return found;
}

/** The name of a port has no colon. */
function splitPort(key: string): { readonly node: string; readonly port: string } {
  const at = key.lastIndexOf(':');
  return { node: key.slice(0, at), port: key.slice(at + 1) };
}
