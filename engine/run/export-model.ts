/**
 * Writes a trained model as an ONNX file and proves it: the file is read back from the disk into a session of its own and
 * answers real samples, next to the trainer's graph with its separate weights.
 */
import { readFile, rm } from 'node:fs/promises';
import { fail, warning, type Diagnostic } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { RandomStream } from '../core/random';
import { compileInference } from '../compile/pipeline';
import type { Dataset } from '../data/dataset';
import { InProcessData } from '../data/worker/in-process';
import { APP_VERSION } from '../document/version';
import { bakeWeights } from '../export/bake-weights';
import { writeFileAtomically } from '../files/atomic-write';
import type { InferredNetwork } from '../infer/infer-network';
import { OPSET } from '../onnx/model';
import type { Session } from './backend';
import { addFeatures, dataBindings } from './feeds';
import { signatureMetadata } from './model-file';
import { openSession } from './onnx-runtime';
import { ParameterStore } from './parameter-store';
import type { ModelSignature } from './signature';
import { loweringTarget } from './tuning';

export interface ExportRequest {
  readonly name: string;
  readonly network: InferredNetwork;
  readonly weights: ReadonlyMap<string, Tensor<'float32'>>;
  /** Absent for a network that has met no data: then the file has neither labels nor preprocessing. */
  readonly signature?: ModelSignature;
  /** Where real samples come from; without it random ones are compared. */
  readonly dataset?: Dataset;
  readonly out: string;
}

export interface ExportReport {
  readonly file: string;
  readonly opset: number;
  readonly bytes: number;
  /** Largest difference of any output value between the file and the trainer's graph. */
  readonly maxAbsDiff: number;
  readonly samples: number;
  readonly realSamples: boolean;
  /** Why the samples were not real ones, where they could have been; that rounding decides some answers. */
  readonly findings: readonly Diagnostic[];
}

const LARGEST_DIFFERENCE = 1e-5;
const SAMPLES = 32;

/** Throws LoomError where the file cannot be written, or does not compute what was trained. */
export async function exportModel(request: ExportRequest): Promise<ExportReport> {
  const { name, network, weights, signature, dataset, out } = request;
  const target = loweringTarget('cpu');
  const bytes = bakeWeights(network, target, { name, tensors: weights, metadata: signature ? signatureMetadata(signature) : {}, producerVersion: APP_VERSION });
  await writeFileAtomically(out, [bytes]);
  const real = signature && dataset ? await realSamples(signature, dataset) : undefined;
  const samples = real ?? randomSamples(network);
  const { maxAbsDiff, findings } = await prove(network, weights, out, samples);
  const count = samples.values().next().value?.shape[0] ?? 0;
  return { file: out, opset: OPSET, bytes: bytes.length, maxAbsDiff, samples: count, realSamples: real !== undefined, findings };
}

/** Throws LoomError, and removes the file, where it does not compute what was trained. */
async function prove(network: InferredNetwork, weights: ExportRequest['weights'], out: string, samples: ReadonlyMap<string, Tensor>): Promise<Pick<ExportReport, 'maxAbsDiff' | 'findings'>> {
  const compiled = compileInference(network, {}, loweringTarget('cpu'));
  const file = await readFile(out);
  const trainer = (own: ExportRequest['weights'], options?: AnswerOptions): Promise<Answers> => {
    const feeds = new Map(samples);
    new ParameterStore(own).feed(compiled.inputs, feeds);
    return answers(compiled.onnx, feeds, options);
  };
  const optimized = compare(await trainer(weights), await answers(file, samples));
  if (isEqual(optimized)) return { maxAbsDiff: optimized.maxAbsDiff, findings: [] };
  // The runtime joins ops of a file that it cannot join in the trainer's graph, which rounds differently. That turns answers of a
  // detector that chooses between nearly equal candidates; then it takes no more than another rounding of the weights to turn them.
  const expected = await trainer(weights, { asWritten: true });
  const written = compare(expected, await answers(file, samples, { asWritten: true }));
  const nudged = compare(expected, await trainer(nudge(weights), { asWritten: true }));
  const differs = `differ by up to ${optimized.maxAbsDiff.toPrecision(3)}`;
  if (isEqual(written) && nudged.maxAbsDiff >= optimized.maxAbsDiff / 10) {
    return { maxAbsDiff: written.maxAbsDiff, findings: [warning('rounding-decides', `Some answers turn on the last digits of the weights: where ONNX Runtime joins operators, which rounds differently, they ${differs}.`, { file: out, remedy: 'A network that is hardly trained chooses between nearly equal candidates; train it longer.' })] };
  }
  await rm(out, { force: true });
  return fail('export-differs', `The file “${out}” does not compute what was trained: its answers ${differs}.`, { file: out, expected: `at most ${LARGEST_DIFFERENCE}`, found: `${optimized.maxAbsDiff}`, remedy: 'It has been removed again; please report this network as a bug of LayerLoom.' });
}

/** Of each weight. Some hundred times what one rounding changes: rounding adds up on the way through a network. */
const NUDGE = 1e-5;

/** Each weight a little larger or smaller, at random. */
function nudge(weights: ExportRequest['weights']): Map<string, Tensor<'float32'>> {
  const stream = new RandomStream(0, 'nudge');
  return new Map([...weights].map(([key, tensor]) => [key, { ...tensor, data: tensor.data.map((value) => value * (1 + NUDGE * (2 * stream.uniform() - 1))) }]));
}

/** Answers above 1 have room for as many digits as those below. */
function isEqual({ maxAbsDiff, largest }: Comparison): boolean {
  return maxAbsDiff <= LARGEST_DIFFERENCE * Math.max(1, largest);
}

/** Undefined where none of the first rows can be read. */
async function realSamples(signature: ModelSignature, dataset: Dataset): Promise<Map<string, Tensor> | undefined> {
  const rows = dataset.splits.validation.length > 0 ? dataset.splits.validation : dataset.splits.train;
  const data = new InProcessData(dataset, { source: dataset.source, split: { seed: 0, validation: 0, test: 0 }, fingerprint: dataset.fingerprint, bindings: dataBindings(signature, { withTargets: false }), seed: 0 }, { cacheBytes: 0 });
  const stream = data.stream([{ rows: rows.slice(0, SAMPLES), epoch: 0, step: 0, training: false }]);
  const batch = await stream.next();
  await stream.close();
  if (!batch || batch.rows.length === 0) return undefined;
  const feeds = new Map<string, Tensor>();
  addFeatures(signature, batch.tensors, feeds);
  return feeds;
}

function randomSamples(network: InferredNetwork): Map<string, Tensor> {
  return new Map(
    network.nodes.flatMap(({ flat, definition, sizes }): [string, Tensor][] => {
      if (!(definition?.source || definition?.search) || !sizes) return [];
      const shape = [SAMPLES, ...(sizes.outputs[0]! as number[])];
      const stream = new RandomStream(0, 'export', flat.path);
      const data = Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => stream.normal());
      return [[flat.path, { dtype: 'float32', shape, data }]];
    }),
  );
}

type Answers = Awaited<ReturnType<Session['run']>>;

interface AnswerOptions {
  /** Without the runtime's own changes to the graph. */
  readonly asWritten?: boolean;
}

async function answers(onnx: Uint8Array, feeds: ReadonlyMap<string, Tensor>, { asWritten = false }: AnswerOptions = {}): Promise<Answers> {
  const session = await openSession(onnx, { backend: 'cpu', threads: 1, asWritten });
  try {
    return await session.run(feeds);
  } finally {
    await session.close();
  }
}

interface Comparison {
  readonly maxAbsDiff: number;
  /** The largest finite answer of the first, without sign. */
  readonly largest: number;
}

function compare(expected: Answers, found: Answers): Comparison {
  const pairs = [...expected].map(([output, tensor]) => [tensor, found.get(output)!] as const);
  return { maxAbsDiff: Math.max(...pairs.map(([a, b]) => largestDifference(a, b))), largest: Math.max(...pairs.map(([a]) => largestValue(a))) };
}

/** NaN in one of them only counts as infinitely different. */
export function largestDifference(a: Tensor, b: Tensor): number {
  let largest = 0;
  for (let index = 0; index < a.data.length; index++) {
    const [x, y] = [Number(a.data[index]), Number(b.data[index])];
    const difference = Number.isNaN(x) && Number.isNaN(y) ? 0 : Math.abs(x - y);
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}

function largestValue({ data }: Tensor): number {
  let largest = 0;
  for (const value of data) if (Number.isFinite(Number(value))) largest = Math.max(largest, Math.abs(Number(value)));
  return largest;
}
