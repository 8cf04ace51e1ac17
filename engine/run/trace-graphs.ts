/** The compiled graph and session behind traces of one network, mode and update. */
import { compileTrace, explainedTest, explainedTraining } from '../explain/trace-graph';
import { TracedValues } from '../explain/traced-values';
import { fail } from '../core/diagnostic';
import type { CompiledGraph } from '../compile/pipeline';
import type { TrainingSettings, Update } from '../document/model';
import type { InferredNetwork } from '../infer/infer-network';
import { learningRateOf, readOptimizer } from '../optimizers';
import type { Session } from './backend';
import { openSession } from './onnx-runtime';
import { loweringTarget } from './tuning';

/** With masks, losses, gradients and update; or as the network is used. */
export type TraceMode = 'train' | 'test';

export interface TraceGraphs {
  readonly values: TracedValues;
  readonly compiled: CompiledGraph;
  readonly session: Session;
  /** Absent in a test pass. */
  readonly update?: Update;
}

export interface TraceChoice {
  readonly mode: TraceMode;
  readonly training: TrainingSettings;
  /** A test pass can do without; it has no losses then. */
  readonly hasTargets: boolean;
  readonly update?: string;
}

export async function openTraceGraphs(network: InferredNetwork, { mode, training, hasTargets, update }: TraceChoice): Promise<TraceGraphs> {
  const chosen = mode === 'train' ? chooseUpdate(training, update) : undefined;
  const step = chosen ? explainedTraining(network, { update: chosen, ...(training.clip && { clip: training.clip }) }) : explainedTest(network, hasTargets);
  const compiled = compileTrace(step, loweringTarget('cpu'));
  const session = await openSession(compiled.onnx, { backend: 'cpu', threads: 1 });
  return { values: new TracedValues(step), compiled, session, ...(chosen && { update: chosen }) };
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
