/** A loss that is no number any more: finds where it went wrong, by running the step again with every value exposed. */
import { LoomError, problem } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { encodeModel } from '../onnx/encode';
import { emitOnnx } from '../compile/7-emit-onnx';
import { bindingName, type Graph, type GraphOutput, type OpNode } from '../ops/graph';
import { openSession } from './onnx-runtime';
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
      remedy: `Lower the learning rate (it is ${Number(rate).toPrecision(3)}), clip the gradients, or check the data for extreme values; the last checkpoint is kept.`,
    }),
  ]);
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
