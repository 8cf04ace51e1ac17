/**
 * The graph that is looked at: a training step or a forward pass as everything else compiles it, in which every value is
 * also an output. Its ops are those before composite ones are expanded, which are the ones that a person knows.
 */
import { LoomError } from '../core/diagnostic';
import { lowerNetwork, type LoweredNetwork } from '../compile/1-lower';
import { addLosses, type NodeLoss } from '../compile/2-loss';
import { outputName } from '../compile/9-emit-onnx';
import { finish, trainingStep, type CompiledGraph, type TrainingOptions } from '../compile/pipeline';
import { verify } from '../compile/verify';
import type { InferredNetwork } from '../infer/infer-network';
import { Builder } from '../ops/builder';
import type { LoweringTarget } from '../ops/define-op';
import type { Graph, OutputBinding, Value } from '../ops/graph';

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

/** Every value that an op makes is an output of the compiled graph, but for constants. */
export function compileTrace({ graph }: ExplainedStep, target: LoweringTarget): CompiledGraph {
  const builder = new Builder(graph);
  for (const node of graph.nodes) {
    if (node.op !== 'Constant') for (const value of node.outputs) builder.output(value, traceBinding(value));
  }
  return finish(builder.finish(), target, 'trace');
}

/** The ONNX name under which a value comes out of the compiled graph. */
export function traceOutput(value: Value): string {
  return outputName(traceBinding(value));
}

function traceBinding({ id }: Value): OutputBinding {
  return { kind: 'trace', node: '', name: `value ${id}` };
}
