/** Two forms of one model, side by side: what they answer, how good they are, how large and how fast. */
import { gzipSync } from 'node:zlib';
import type { Tensor } from '../../core/dtype';
import type { Dataset, SplitName } from '../../data/dataset';
import type { Session } from '../backend';
import { evaluate } from '../evaluate';
import { largestDifference } from '../export-model';
import { indexOfMaximum } from '../metrics';
import type { ModelSignature } from '../signature';

/** One form of the model. */
export interface Measured {
  readonly bytes: number;
  /** As a gzip archive: where zeros count. */
  readonly packedBytes: number;
  /** Of one sample alone, the middle one of many. */
  readonly millisecondsPerSample: number;
  /** Absent without data that it can be evaluated on. */
  readonly loss?: number;
  /** Of the first Output that chooses among classes. */
  readonly accuracy?: number;
}

export interface Comparison {
  readonly before: Measured;
  readonly after: Measured;
  /** Of any answer, over the samples. Infinite where one is no number. */
  readonly maxAbsDiff: number;
  /** The share of samples for which both choose the same class; for models that choose. */
  readonly agreement?: number;
  /** Samples whose answers were compared, drawn at random where there is no data. */
  readonly samples: number;
  readonly realSamples: boolean;
  /** Rows that loss and accuracy are of. */
  readonly part?: SplitName | 'all';
  readonly evaluated?: number;
}

export interface Form {
  readonly file: Uint8Array;
  readonly session: Session;
}

/** Answers of this many samples are compared. */
export const COMPARED_SAMPLES = 256;
const TIMED_RUNS = 60;
const WARM_UP_RUNS = 5;

export interface CompareOptions {
  /** What both are run on. */
  readonly samples: ReadonlyMap<string, Tensor>;
  readonly realSamples: boolean;
  /** For loss and accuracy. */
  readonly evaluation?: { readonly signature: ModelSignature; readonly dataset: Dataset; readonly part?: SplitName | 'all' };
}

export async function compareModels(before: Form, after: Form, { samples, realSamples, evaluation }: CompareOptions): Promise<Comparison> {
  const [expected, found] = [await before.session.run(samples), await after.session.run(samples)];
  const answers = [...expected].map(([name, tensor]) => [tensor, found.get(name)!] as const);
  const agreement = agreementOf(answers, evaluation?.signature, [...expected.keys()]);
  const [first, second] = [await measure(before, samples, evaluation), await measure(after, samples, evaluation)];
  return {
    before: first.measured,
    after: second.measured,
    maxAbsDiff: Math.max(0, ...answers.map(([a, b]) => largestDifference(a, b))),
    ...(agreement !== undefined && { agreement }),
    samples: samples.values().next().value?.shape[0] ?? 0,
    realSamples,
    ...(first.part && { part: first.part }),
    ...(first.rows !== undefined && { evaluated: first.rows }),
  };
}

async function measure({ file, session }: Form, samples: ReadonlyMap<string, Tensor>, evaluation: CompareOptions['evaluation']): Promise<{ measured: Measured; part?: SplitName | 'all'; rows?: number }> {
  const size = { bytes: file.length, packedBytes: gzipSync(file).length, millisecondsPerSample: await timeOne(session, samples) };
  if (!evaluation) return { measured: size };
  const { signature, dataset, part } = evaluation;
  const { loss, outputs, split, samples: rows } = await evaluate({ signature, session }, dataset, part);
  const accuracy = accuracyOf(outputs);
  return { measured: { ...size, loss, ...(accuracy !== undefined && { accuracy }) }, part: split, rows };
}

export function accuracyOf(outputs: Awaited<ReturnType<typeof evaluate>>['outputs']): number | undefined {
  const scores = Object.values(outputs).map((output) => output.scores).find(({ kind }) => kind === 'classification');
  return scores?.kind === 'classification' ? scores.accuracy : undefined;
}

/** Milliseconds; the median does not mind what else the machine does now and then. */
async function timeOne(session: Session, samples: ReadonlyMap<string, Tensor>): Promise<number> {
  const one = new Map([...samples].map(([name, tensor]) => [name, firstRow(tensor)]));
  const times: number[] = [];
  for (let run = 0; run < WARM_UP_RUNS + TIMED_RUNS; run++) {
    const start = performance.now();
    await session.run(one);
    if (run >= WARM_UP_RUNS) times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
}

function firstRow(tensor: Tensor): Tensor {
  const [rows = 1, ...rest] = tensor.shape;
  return { ...tensor, shape: [1, ...rest], data: tensor.data.slice(0, tensor.data.length / rows) } as Tensor;
}

/** Of the first answer with classes. */
function agreementOf(answers: readonly (readonly [Tensor, Tensor])[], signature: ModelSignature | undefined, names: readonly string[]): number | undefined {
  const target = signature?.targets.find(({ kind }) => kind === 'category');
  const pair = target && answers[names.indexOf(`${target.node}:prediction`)];
  if (!pair) return undefined;
  const [first, second] = pair.map(choices);
  return first!.filter((choice, row) => choice === second![row]).length / first!.length;
}

function choices({ shape, data }: Tensor): number[] {
  const rows = shape[0]!;
  const width = data.length / rows;
  const values = data as Float32Array;
  return Array.from({ length: rows }, (_, row) => (width === 1 ? Number(values[row]! > 0.5) : indexOfMaximum(values.subarray(row * width, (row + 1) * width))));
}
