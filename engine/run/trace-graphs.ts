/**
 * The compiled step behind traces of one network, mode and update. It runs in parts, each compiled when something of it is
 * first looked at: most of a step, above all the update of large tensors, is never asked for.
 */
import { explainedTest, explainedTraining, partOf, tracedOutput, type ExplainedStep } from '../explain/trace-graph';
import { TracedValues } from '../explain/traced-values';
import { fail } from '../core/diagnostic';
import { finish, type BoundInput, type CompiledGraph } from '../compile/pipeline';
import type { TrainingSettings, Update } from '../document/model';
import type { InferredNetwork } from '../infer/infer-network';
import { bindingName, type GraphOutput, type Value } from '../ops/graph';
import { learningRateOf, readOptimizer } from '../optimizers';
import type { Session } from './backend';
import { openSession } from './onnx-runtime';
import { Recent } from './recent';
import { loweringTarget } from './tuning';
import { usualThreads } from './usual-threads';

/** With masks, losses, gradients and update; or as the network is used. */
export type TraceMode = 'train' | 'test';

export interface TraceChoice {
  readonly mode: TraceMode;
  readonly training: TrainingSettings;
  /** A test pass can do without; it has no losses then. */
  readonly hasTargets: boolean;
  readonly update?: string;
}

export interface TracePart {
  readonly compiled: CompiledGraph;
  readonly session: Session;
}

/** Throws LoomError where the network cannot be trained so. */
export function explainStep(network: InferredNetwork, { mode, training, hasTargets, update }: TraceChoice): TraceGraphs {
  if (mode === 'test') return new TraceGraphs(explainedTest(network, hasTargets));
  const chosen = chooseUpdate(training, update);
  return new TraceGraphs(explainedTraining(network, { update: chosen, ...(training.clip && { clip: training.clip }) }), chosen);
}

/** Going back and forth between boxes finds their parts still open. */
const OPEN_PARTS = 16;

export class TraceGraphs {
  readonly values: TracedValues;
  /** All that a step is fed. */
  readonly inputs: readonly BoundInput[];
  private readonly parts = new Recent<TracePart>(OPEN_PARTS, ({ session }) => session.close());

  /** `update` is absent in a test pass. */
  constructor(private readonly step: ExplainedStep, readonly update?: Update) {
    this.values = new TracedValues(step);
    this.inputs = step.graph.inputs.map(({ value: { dtype, shape }, binding }) => ({ name: bindingName(binding), binding, dtype, shape }));
  }

  /** Computes `wanted`; reads `given` under their trace names instead of computing them. */
  async part(wanted: readonly Value[], given: ReadonlySet<Value>): Promise<TracePart> {
    return this.open('part', wanted.map(tracedOutput), given);
  }

  /** A whole step for what it leaves behind, the next values of tensors and slots, and for `wanted`. */
  async change(wanted: readonly Value[]): Promise<TracePart> {
    const kept = this.step.graph.outputs.filter(({ binding: { kind } }) => kind === 'tensor' || kind === 'slot');
    return this.open('change', [...kept, ...wanted.map(tracedOutput)], new Set());
  }

  async close(): Promise<void> {
    await this.parts.clear();
  }

  private async open(kind: string, outputs: readonly GraphOutput[], given: ReadonlySet<Value>): Promise<TracePart> {
    return this.parts.get(`${kind} ${outputs.map(({ value: { id } }) => id).join()}`, async () => {
      const compiled = finish(partOf(this.step.graph, outputs, given), loweringTarget('cpu'), 'trace');
      return { compiled, session: await openSession(compiled.onnx, { backend: 'cpu', threads: usualThreads(), asWritten: true }) };
    });
  }
}

function chooseUpdate({ program }: TrainingSettings, name: string | undefined): Update {
  const known = program.map((update) => update.name).join(', ');
  const chosen = name === undefined ? program[0] : program.find((update) => update.name === name);
  return chosen ?? fail('unknown-update', `The training program has no update “${name ?? ''}”.`, { expected: known, ...(name !== undefined && { found: name }), remedy: `Its updates are ${known}.` });
}

/** What the trainer computes before a step, by the names of the graph's scalars; `count` is the number of the update, from 1. */
export function updateScalars({ name, optimizer }: Update, count: number, rate = learningRateOf(optimizer)): Readonly<Record<string, number>> {
  const { definition, settings } = readOptimizer(optimizer);
  const scalars = { learningRate: rate, ...definition.corrections?.(count, settings) };
  return Object.fromEntries(Object.entries(scalars).map(([scalar, value]) => [`:${name}.${scalar}`, value]));
}
