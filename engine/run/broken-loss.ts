/** Losses that end a run: no number any more (found by running the step again with every value exposed), or grown beyond all measure. */
import { LoomError, problem } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { encodeModel } from '../onnx/encode';
import { emitOnnx } from '../compile/9-emit-onnx';
import { bindingName, type Graph, type GraphOutput, type OpNode } from '../ops/graph';
import { openSession } from './onnx-runtime';
import type { ParameterStore } from './parameter-store';
import type { PlannedUpdate, TrainingPlan } from './training-plan';

interface BrokenStep {
  readonly plan: TrainingPlan;
  readonly planned: PlannedUpdate;
  readonly feeds: ReadonlyMap<string, Tensor>;
  /** From 0. */
  readonly step: number;
  readonly epoch: number;
}

/** The error to stop with: the step, the first tensor that is not finite, and its box. */
export async function nonFiniteProblem({ planned, feeds, step, epoch }: BrokenStep): Promise<LoomError> {
  const culprit = await firstNonFinite(planned.compiled.graph, feeds);
  const rate = feeds.get(bindingName({ kind: 'scalar', name: `${planned.update.name}.learningRate` }))!.data[0];
  const place = culprit ? `The first value that is not a number is ${culprit.what}${culprit.node ? ` in “${culprit.node}”` : ''}.` : 'Every intermediate value was finite when looked at again.';
  return new LoomError([
    problem('loss-not-finite', `Training stopped at step ${step + 1} (epoch ${epoch + 1}): the loss is no longer a finite number. ${place}`, {
      ...(culprit?.node && { node: culprit.node }),
      found: culprit?.what ?? 'NaN',
      remedy: remedy(Number(rate)),
    }),
  ]);
}

function remedy(rate: number): string {
  return `Lower the learning rate (it is ${rate.toPrecision(3)}), clip the gradients, or check the data for extreme values; the last checkpoint is kept.`;
}

/** A loss this many times the first one, or more than this where that was below 1, comes from weights that have run away. */
const DIVERGED = 1e6;

export function hasDiverged(loss: number, first: number): boolean {
  return loss > DIVERGED * Math.max(1, first);
}

/**
 * The error to stop with after an epoch whose loss is a number still, but of another world: optimizers that divide by the
 * size of the gradient get there and never to infinity. Names the box with the largest weight.
 */
export function divergenceProblem({ plan, store, epoch, rate }: DivergedEpoch, loss: number, first: number): LoomError {
  const largest = [...plan.network.tensors.values()]
    .map(({ key, node }) => ({ key, node, size: store.get(key).data.reduce((most, value) => Math.max(most, Math.abs(value)), 0) }))
    .reduce((most, tensor) => (tensor.size > most.size ? tensor : most));
  return new LoomError([
    problem('loss-diverged', `Training stopped after epoch ${epoch + 1}: the loss has grown from ${first.toPrecision(3)} to ${loss.toPrecision(3)}. The weights have run away, “${largest.key}” up to ${largest.size.toPrecision(3)}.`, {
      node: largest.node,
      found: loss.toPrecision(3),
      remedy: remedy(rate),
    }),
  ]);
}

interface DivergedEpoch {
  readonly plan: TrainingPlan;
  readonly store: ParameterStore;
  readonly epoch: number;
  readonly rate: number;
}

interface Culprit {
  readonly what: string;
  readonly node: string;
}

async function firstNonFinite(graph: Graph, feeds: ReadonlyMap<string, Tensor>): Promise<Culprit | undefined> {
  for (const { binding, value } of graph.inputs) {
    const tensor = feeds.get(bindingName(binding));
    if (tensor && hasNonFinite(tensor)) return { what: `${describeInput(binding.kind)} ${bindingName(binding)}`, node: value.origin };
  }
  const traced = graph.nodes.flatMap((node) => node.outputs.filter(({ dtype }) => dtype === 'float32').map((value) => ({ node, value })));
  const outputs = traced.map(({ node, value }): GraphOutput => ({ value, binding: { kind: 'trace', node: node.origin, name: `v${value.id}` } }));
  const session = await openSession(encodeModel(emitOnnx({ ...graph, outputs }, 'trace')), { backend: 'cpu', threads: 1 });
  try {
    const results = await session.run(feeds);
    const first = traced.find((_, index) => hasNonFinite(results.get(bindingName(outputs[index]!.binding))!));
    return first && { what: `the result of ${describeOp(first.node)}`, node: first.node.origin };
  } finally {
    await session.close();
  }
}

function describeInput(kind: string): string {
  return kind === 'tensor' ? 'the weight tensor' : kind === 'slot' ? 'the optimizer state' : 'the input';
}

function describeOp({ op, phase }: OpNode): string {
  const where = { forward: 'the forward pass', loss: 'the loss', backward: 'the backward pass', update: 'the update' }[phase];
  return `${op} (${where})`;
}

function hasNonFinite({ dtype, data }: Tensor): boolean {
  return dtype === 'float32' && !(data as Float32Array).every(Number.isFinite);
}
