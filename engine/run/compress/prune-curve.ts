/** What pruning would cost at each share: scores of a run with fewer and fewer weights, before anything is written. */
import { compileInference } from '../../compile/pipeline';
import { pruneTensors, type PruneScope } from '../../compress/prune';
import { sparsityCurve, type LayerSparsity } from '../../compress/sparsity-curve';
import { fail } from '../../core/diagnostic';
import type { Tensor } from '../../core/dtype';
import type { SplitName } from '../../data/dataset';
import { inferNetwork } from '../../infer/infer-network';
import type { Session } from '../backend';
import { evaluate } from '../evaluate';
import { readTrainedRun } from '../model-file';
import { openSession } from '../onnx-runtime';
import { ParameterStore } from '../parameter-store';
import { loweringTarget } from '../tuning';
import { accuracyOf } from './compare-models';
import { measuringData } from './source';

export interface PruneCurveInput {
  readonly run: string;
  readonly scope: PruneScope;
  readonly threads: number;
}

export interface PruneCurve {
  /** 0, 0.01, … 0.99: the shares that `layers` tells of. */
  readonly shares: readonly number[];
  readonly layers: readonly LayerSparsity[];
  readonly points: readonly PrunePoint[];
  readonly part: SplitName | 'all';
  readonly samples: number;
}

export interface PrunePoint {
  readonly share: number;
  readonly loss: number;
  readonly accuracy?: number;
}

const SHARES = Array.from({ length: 100 }, (_, index) => index / 100);
const EVALUATED = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.96, 0.99];
/** Enough to tell a point of accuracy, and quick enough to wait for. */
const MOST_ROWS = 1000;

/** Throws LoomError where the run has no weights or its data is gone. */
export async function pruneCurve({ run, scope, threads }: PruneCurveInput): Promise<PruneCurve> {
  const { record, document, weights } = await readTrainedRun(run);
  const { dataset, findings } = await measuringData(record, undefined, undefined);
  if (!dataset) fail('no-data', `The data of the run cannot be opened, so nothing can be measured. ${findings[0]?.message ?? ''}`.trim(), { file: run });
  const { onnx, inputs } = compileInference(inferNetwork(document), {}, loweringTarget('cpu'));
  const session = await openSession(onnx, { backend: 'cpu', threads });
  try {
    const points: PrunePoint[] = [];
    let [part, samples]: [SplitName | 'all', number] = ['all', 0];
    for (const share of EVALUATED) {
      const { tensors } = pruneTensors(weights, { scope, amount: { share } });
      const fed = new Map<string, Tensor>();
      new ParameterStore(tensors).feed(inputs, fed);
      const result = await evaluate({ signature: record.signature, session: withWeights(session, fed) }, dataset, undefined, MOST_ROWS);
      [part, samples] = [result.split, result.samples];
      const accuracy = accuracyOf(result.outputs);
      points.push({ share, loss: result.loss, ...(accuracy !== undefined && { accuracy }) });
    }
    return { shares: SHARES, layers: sparsityCurve(weights, scope, SHARES), points, part, samples };
  } finally {
    await session.close();
  }
}

/** One graph for all shares: only what it is fed changes. */
function withWeights(session: Session, weights: ReadonlyMap<string, Tensor>): Session {
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    run: (feeds, into, only) => session.run(new Map([...weights, ...feeds]), into, only),
    close: () => session.close(),
  };
}
