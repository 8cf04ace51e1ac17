/**
 * The compiler as one list to read: layers → ops → loss → gradients → update → fixed batch → blocked layout → primitive
 * ops → fewer ops → ONNX. The verifier runs between passes.
 */
import { encodeModel } from '../onnx/encode';
import { fail } from '../core/diagnostic';
import { matchesGlob } from '../core/glob';
import type { TrainingSettings, Update } from '../document/model';
import type { InferredNetwork } from '../infer/infer-network';
import { Builder } from '../ops/builder';
import type { LoweringTarget } from '../ops/define-op';
import { bindingName, type Graph, type InputBinding, type OutputBinding, type TensorType, type Value } from '../ops/graph';
import { readOptimizer } from '../optimizers';
import { lowerNetwork, type LoweredNetwork, type NetworkPart } from './1-lower';
import { addLosses, objective, type NodeLoss } from './2-loss';
import { differentiate } from './3-autodiff';
import { addUpdates } from './4-optimizer';
import { fixBatch } from './5-fix-batch';
import { blockLayout } from './6-block-layout';
import { expandComposites } from './7-expand';
import { simplify } from './8-simplify';
import { emitOnnx, outputName } from './9-emit-onnx';
import { foldAxes } from './fold-axes';
import { avoidRuntimeFaults } from './runtime-faults';
import { verify } from './verify';

export interface CompiledGraph {
  readonly graph: Graph;
  readonly onnx: Uint8Array;
  readonly inputs: readonly BoundInput[];
  readonly outputs: readonly BoundOutput[];
}

export interface BoundInput extends TensorType {
  readonly name: string;
  readonly binding: InputBinding;
}

export interface BoundOutput extends TensorType {
  readonly name: string;
  readonly binding: OutputBinding;
}

export interface TrainingOptions {
  readonly update: Update;
  readonly clip?: TrainingSettings['clip'];
  /** The only number of rows the graph will ever see; without it any number does. A number opens faster forms. */
  readonly batch?: number;
  /** Also gives every gradient, before penalties and clipping. */
  readonly gradients?: boolean;
  /** All of the network unless given; every tensor that the update trains must stand in it. */
  readonly part?: NetworkPart;
}

/** One training step: losses and the next value of everything the update changes. */
export function compileTraining(network: InferredNetwork, options: TrainingOptions, target: LoweringTarget): CompiledGraph {
  const graph = trainingGraph(network, options);
  return finish(options.batch === undefined ? graph : layOut(graph, options.batch, target), target, options.update.name);
}

/** The training step before composite ops are expanded: what `layerloom ir --backward` prints. */
export function trainingGraph(network: InferredNetwork, options: TrainingOptions): Graph {
  return trainingStep(network, options).graph;
}

/** A training step with what its values stand for. */
export interface TrainingStep {
  readonly graph: Graph;
  readonly lowered: LoweredNetwork;
  readonly losses: readonly NodeLoss[];
  readonly objective: Value;
  /** Of the objective, by the value that they are taken for. */
  readonly gradients: ReadonlyMap<Value, Value>;
}

/** `more` names values of the forward pass and the loss whose gradients are wanted besides those of the trained tensors. */
export function trainingStep(network: InferredNetwork, { update, clip, gradients: wantGradients = false, part }: TrainingOptions, more?: (forward: Graph) => readonly Value[]): TrainingStep {
  const builder = new Builder();
  const lowered = lowerNetwork(builder, network, 'train', part);
  verify(builder.finish(), '1-lower');
  const losses = addLosses(builder, lowered);
  const total = objective(builder, losses, update.losses);
  for (const { path, loss } of losses) builder.output(loss, { kind: 'loss', node: path });
  builder.output(total, { kind: 'objective' });
  for (const [path, value] of lowered.predictions) builder.output(value, { kind: 'prediction', node: path });
  verify(builder.finish(), '2-loss');

  const trained = trainedTensors(network, lowered, update);
  const wanted = [...trained.map(({ parameter }) => parameter), ...(more?.(builder.finish()) ?? [])];
  const found = differentiate(builder, total, wanted);
  const gradients = new Map(wanted.flatMap((value, index) => (found[index] ? [[value, found[index]] as const] : [])));
  verify(builder.finish(), '3-autodiff');

  const updated = trained.flatMap((tensor) => {
    const gradient = gradients.get(tensor.parameter);
    return gradient ? [{ ...tensor, gradient }] : [];
  });
  if (wantGradients) for (const { info, gradient } of updated) builder.output(gradient, { kind: 'gradient', key: info.key });
  addUpdates(builder, updated, { name: update.name, ...readOptimizer(update.optimizer), ...(clip && { clip }) });
  for (const [key, value] of lowered.statistics) builder.output(value, { kind: 'tensor', key });
  const graph = builder.finish();
  verify(graph, '4-optimizer');
  return { graph, lowered, losses, objective: total, gradients };
}

export interface InferenceOptions {
  /** Also reads targets and gives the loss of every Output. */
  readonly losses?: boolean;
  /** Also gives what every port carries, under the name `path:trace:port`. */
  readonly ports?: boolean;
  /** All of the network unless given. */
  readonly part?: NetworkPart;
}

/** The forward pass as it is exported: dropout off, running statistics in use. */
export function compileInference(network: InferredNetwork, options: InferenceOptions, target: LoweringTarget): CompiledGraph {
  return finish(inferenceGraph(network, options), target, 'inference');
}

export function inferenceGraph(network: InferredNetwork, { losses = false, ports = false, part }: InferenceOptions = {}): Graph {
  const builder = new Builder();
  const lowered = lowerNetwork(builder, network, 'infer', part);
  for (const [path, value] of lowered.predictions) builder.output(value, { kind: 'prediction', node: path });
  if (losses) for (const { path, loss } of addLosses(builder, lowered)) builder.output(loss, { kind: 'loss', node: path });
  if (ports) for (const [endpoint, value] of lowered.ports) builder.output(value, portTrace(endpoint));
  const graph = builder.finish();
  verify(graph, '1-lower');
  return graph;
}

/** `endpoint` is `path:port`; a path may not hold a colon, a port neither. */
export function portTrace(endpoint: string): OutputBinding {
  const at = endpoint.lastIndexOf(':');
  return { kind: 'trace', node: endpoint.slice(0, at), name: endpoint.slice(at + 1) };
}

/** Fixes the batch, makes convolutions of fewer axes where it can and, where the processor has a blocked layout, moves them into it. */
export function layOut(graph: Graph, batch: number, { backend, blockSize }: LoweringTarget): Graph {
  const fixed = fixBatch(graph, batch);
  verify(fixed, '5-fix-batch');
  const folded = foldAxes(fixed);
  verify(folded, 'fold-axes');
  if (backend !== 'cpu' || blockSize === undefined) return folded;
  const blocked = blockLayout(folded, blockSize);
  verify(blocked, '6-block-layout');
  return blocked;
}

/** The passes that every graph goes through, whatever it is for. */
export function finish(graph: Graph, target: LoweringTarget, name: string): CompiledGraph {
  const expanded = avoidRuntimeFaults(expandComposites(graph, target), target);
  verify(expanded, '7-expand', { primitive: true });
  const simple = simplify(expanded);
  verify(simple, '8-simplify', { primitive: true });
  return {
    graph: simple,
    onnx: encodeModel(emitOnnx(simple, name)),
    inputs: simple.inputs.map(({ value, binding }) => ({ name: bindingName(binding), binding, dtype: value.dtype, shape: value.shape })),
    outputs: simple.outputs.map(({ value, binding }) => ({ name: outputName(binding), binding, dtype: value.dtype, shape: value.shape })),
  };
}

function trainedTensors(network: InferredNetwork, lowered: LoweredNetwork, { name, tensors: glob }: Update) {
  const trained = [...lowered.tensors].flatMap(([key, parameter]: [string, Value]) => {
    const info = network.tensors.get(key)!;
    return info.trained && matchesGlob(glob, key) ? [{ info, parameter }] : [];
  });
  if (trained.length === 0) {
    fail('nothing-to-train', `The update “${name}” has no tensor to train: none is called “${glob}”, or all of them are frozen.`, {
      remedy: 'Unfreeze a layer, or change which tensors the update names.',
    });
  }
  return trained;
}
