/**
 * The graph that is looked at: a training step or a forward pass as everything else compiles it, of which any value can be
 * asked for. Its ops are those before composite ones are expanded, which are the ones that a person knows.
 */
import { LoomError } from '../core/diagnostic';
import { lowerNetwork, type LoweredNetwork } from '../compile/1-lower';
import { addLosses, type NodeLoss } from '../compile/2-loss';
import { trainingStep, type TrainingOptions } from '../compile/pipeline';
import { verify } from '../compile/verify';
import type { InferredNetwork } from '../infer/infer-network';
import { Builder } from '../ops/builder';
import { bindingName, type Graph, type GraphOutput, type InputBinding, type Value } from '../ops/graph';

/** What the values of a graph stand for. */
export interface ExplainedStep {
  readonly graph: Graph;
  readonly lowered: LoweredNetwork;
  readonly losses: readonly NodeLoss[];
  /** Absent in a test pass. */
  readonly objective?: Value;
  readonly gradients: ReadonlyMap<Value, Value>;
}

/** A whole step of the update: forward, loss, backward, update, with the gradient of whatever the loss depends on. */
export function explainedTraining(network: InferredNetwork, options: TrainingOptions): ExplainedStep {
  try {
    return trainingStep(network, options, (graph) => dependents(graph, ({ kind }) => kind === 'tensor' || kind === 'feature'));
  } catch (error) {
    if (!(error instanceof LoomError)) throw error;
    // Between an input and the first weights may stand what has no gradient; training asks for none there either.
    return trainingStep(network, options, (graph) => dependents(graph, (binding) => binding.kind === 'tensor' && network.tensors.get(binding.key)!.trained));
  }
}

/** The forward pass of a network in use: dropout off, running statistics in place of the batch's. Losses need targets. */
export function explainedTest(network: InferredNetwork, hasTargets: boolean): ExplainedStep {
  const builder = new Builder();
  const lowered = lowerNetwork(builder, network, 'infer');
  for (const [path, value] of lowered.predictions) builder.output(value, { kind: 'prediction', node: path });
  const losses = hasTargets ? addLosses(builder, lowered) : [];
  for (const { path, loss } of losses) builder.output(loss, { kind: 'loss', node: path });
  const graph = builder.finish();
  verify(graph, '2-loss');
  return { graph, lowered, losses, gradients: new Map() };
}

/** Numbers that depend on the chosen inputs, those included. */
function dependents({ inputs, nodes }: Graph, isChosen: (binding: Graph['inputs'][number]['binding']) => boolean): Value[] {
  const found = new Set(inputs.flatMap(({ value, binding }) => (isChosen(binding) && value.dtype === 'float32' ? [value] : [])));
  for (const node of nodes) {
    if (node.inputs.some((input) => found.has(input))) for (const output of node.outputs) if (output.dtype === 'float32') found.add(output);
  }
  return [...found];
}

/**
 * The part of a graph that gives `outputs`, once `given` have been computed by another part: those are fed to it. Parts run
 * the same ops on the same numbers, so values do not depend on how a step is divided.
 */
export function partOf({ inputs, nodes }: Graph, outputs: readonly GraphOutput[], given: ReadonlySet<Value>): Graph {
  const read = new Set(outputs.map(({ value }) => value));
  const needed = nodes.toReversed().filter((node) => {
    const isNeeded = node.outputs.some((value) => read.has(value) && !given.has(value));
    if (isNeeded) for (const input of node.inputs) read.add(input);
    return isNeeded;
  });
  // An op with several results may be needed for one of them while another is given.
  const made = new Set(needed.flatMap((node) => node.outputs));
  const fed = [...given].filter((value) => read.has(value) && !made.has(value)).map((value) => ({ value, binding: traceBinding(value) }));
  return { inputs: [...inputs.filter(({ value }) => read.has(value)), ...fed], nodes: needed.reverse(), outputs };
}

/** Gives a value out under a name of its own. */
export function tracedOutput(value: Value): GraphOutput {
  return { value, binding: traceBinding(value) };
}

/** The ONNX name under which a value comes out of one part and goes into another. */
export function traceName(value: Value): string {
  return bindingName(traceBinding(value));
}

function traceBinding({ id }: Value): Extract<InputBinding, { kind: 'trace' }> {
  return { kind: 'trace', node: '', name: `value ${id}` };
}
