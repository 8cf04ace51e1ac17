/**
 * Looks inside a network in training: runs a fixed batch through the watch graph with the current weights and boils down what
 * comes out. Reads the weights and changes nothing: no batch, no random number and no statistic of the run is used up, so
 * a watched run is the unwatched one to the last bit. Runs on the processor, whatever the run itself uses.
 */
import { fail } from '../../core/diagnostic';
import type { Tensor } from '../../core/dtype';
import { compileWatch, watchTrace } from '../../compile/watch';
import type { CompiledGraph } from '../../compile/pipeline';
import type { Dataset } from '../../data/dataset';
import { drawMask } from '../../data/mask';
import type { DataService, PreparedBatch } from '../../data/worker/batch-source';
import type { InferredNetwork } from '../../infer/infer-network';
import { bindingName } from '../../ops/graph';
import type { Session } from '../backend';
import { addFeeds } from '../feeds';
import { addNoise } from '../noise';
import { openSession } from '../onnx-runtime';
import type { ParameterStore } from '../parameter-store';
import type { TrainingPlan } from '../training-plan';
import { loweringTarget } from '../tuning';
import { describeValues, rounded } from './distribution';
import { portState } from './port-state';
import type { WatchedPort, WatchedTensor, WatchRecord } from './record';

export interface ProbeParts {
  readonly plan: TrainingPlan;
  readonly dataset: Dataset;
  readonly data: DataService;
  readonly store: ParameterStore;
  readonly threads: number;
}

const MOST_ROWS = 64;
/** What comes out of the graph stays below this, with fewer rows where it must. */
const MOST_BYTES = 64 * 2 ** 20;
/** Fewer tell nothing of how rows differ, and BatchNorm needs two. */
const FEWEST_ROWS = 2;

/** Of the batch that is looked at: as large as a training batch, but no larger than the memory allows. */
export function probeRows({ nodes, tensors }: InferredNetwork, batchSize: number): number {
  const values = nodes.reduce((sum, { sizes }) => sum + (sizes?.activations ?? 0), 0);
  const weights = [...tensors.values()].reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
  // Each value comes with its gradient, each weight as a gradient; 4 bytes each.
  const room = Math.floor((MOST_BYTES / 4 - weights) / (2 * Math.max(1, values)));
  return Math.max(FEWEST_ROWS, Math.min(batchSize, MOST_ROWS, room));
}

export class Probe {
  private constructor(private readonly parts: ProbeParts, private readonly compiled: CompiledGraph, private readonly session: Session, private readonly batch: PreparedBatch) {}

  /** Throws where no row can be read or the runtime refuses. */
  static async open(parts: ProbeParts): Promise<Probe> {
    const compiled = compileWatch(parts.plan.network, loweringTarget('cpu'));
    const batch = await readBatch(parts);
    return new Probe(parts, compiled, await openSession(compiled.onnx, { backend: 'cpu', threads: parts.threads }), batch);
  }

  async look({ step, epoch, rate }: Pick<WatchRecord, 'step' | 'epoch' | 'rate'>): Promise<WatchRecord> {
    const results = await this.session.run(this.feeds());
    const loss = (results.get(bindingName({ kind: 'objective' }))!.data as Float32Array)[0]!;
    const samples = this.batch.rows.length;
    return {
      event: 'watch',
      step,
      epoch,
      samples,
      loss: rounded(loss),
      ...(rate !== undefined && { rate: rounded(rate) }),
      ports: this.ports(results, samples),
      tensors: this.tensors(results),
    };
  }

  async close(): Promise<void> {
    await this.session.close();
  }

  private feeds(): Map<string, Tensor> {
    const { plan, store } = this.parts;
    const { seed } = plan.training;
    const samples = this.batch.rows.length;
    const feeds = new Map<string, Tensor>();
    addFeeds(plan.signature, this.batch.tensors, feeds);
    store.feed(this.compiled.inputs, feeds);
    // Always the same draw: what changes between two looks is the network.
    for (const mask of plan.masks) feeds.set(mask.name, drawMask(mask, samples, seed, 0));
    addNoise(feeds, this.compiled.inputs, samples, seed, 0);
    return feeds;
  }

  private ports(results: ReadonlyMap<string, Tensor>, samples: number): WatchedPort[] {
    return this.parts.plan.network.nodes.flatMap(({ flat, definition }) =>
      (definition?.outputs ?? []).flatMap(({ name: port }): WatchedPort[] => {
        const node = flat.path;
        const activation = results.get(bindingName(watchTrace(node, port, 'activation')));
        if (!activation) return [];
        const gradient = results.get(bindingName(watchTrace(node, port, 'gradient')));
        const found = gradient && describeValues(gradient.data as Float32Array);
        return [
          {
            node,
            port,
            type: flat.node.type,
            activation: describeValues(activation.data as Float32Array),
            ...(found && { gradient: found, gradientNorm: rounded(found.norm * Math.sqrt(samples)) }),
            ...portState(flat.node.type, activation),
          },
        ];
      }),
    );
  }

  private tensors(results: ReadonlyMap<string, Tensor>): WatchedTensor[] {
    const { plan, store } = this.parts;
    return [...plan.network.tensors.values()].filter(({ trained }) => trained).map(({ key, node, shape }) => {
      const gradient = results.get(bindingName({ kind: 'gradient', key }));
      const update = lastUpdate(store, key);
      return {
        key,
        node,
        axes: shape.length,
        value: describeValues(store.get(key).data),
        ...(gradient && { gradient: describeValues(gradient.data as Float32Array) }),
        ...(update !== undefined && { update }),
      };
    });
  }
}

/** Rows from all over the training part, because data on disk often stands class by class. */
async function readBatch({ plan, dataset, data }: ProbeParts): Promise<PreparedBatch> {
  const { train } = dataset.splits;
  const count = Math.min(train.length, probeRows(plan.network, plan.training.batchSize));
  const rows = Uint32Array.from({ length: count }, (_, index) => train[Math.floor((index * train.length) / count)]!);
  const batches = data.stream([{ rows, epoch: 0, step: 0, training: false }]);
  try {
    const batch = await batches.next();
    if (!batch || batch.rows.length === 0) fail('no-probe-rows', 'None of the rows that statistics are taken from can be read.', { remedy: 'See the warnings about the data.' });
    return batch;
  } finally {
    await batches.close();
  }
}

function lastUpdate(store: ParameterStore, key: string): number | undefined {
  const before = store.before(key)?.data;
  if (!before) return undefined;
  const now = store.get(key).data;
  let change = 0;
  let size = 0;
  for (let index = 0; index < now.length; index++) {
    change += (now[index]! - before[index]!) ** 2;
    size += now[index]! ** 2;
  }
  const ratio = Math.sqrt(change / size);
  return Number.isFinite(ratio) ? rounded(ratio) : undefined;
}
