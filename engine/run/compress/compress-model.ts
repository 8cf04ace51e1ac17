/**
 * Writes a smaller form of a trained model, in half precision or in 8-bit integers, and says what it costs: the file is
 * read back and compared with the full one, answer by answer and by its scores.
 */
import { readFile } from 'node:fs/promises';
import { fail, warning, type Diagnostic } from '../../core/diagnostic';
import type { Tensor } from '../../core/dtype';
import { LARGEST_HALF } from '../../core/half';
import { foldBatchNorm } from '../../compress/fold-batch-norm';
import { planIntegers } from '../../compress/integer-plan';
import type { Calibration } from '../../compress/ranges';
import { halfRange, toFloat16 } from '../../compress/to-float16';
import { toInt8 } from '../../compress/to-int8';
import { valueTypes } from '../../compress/value-types';
import type { Dataset, SplitName } from '../../data/dataset';
import { writeFileAtomically } from '../../files/atomic-write';
import { encodeModel } from '../../onnx/encode';
import { decodeModel } from '../../onnx/decode';
import { OPSET, type OnnxModel } from '../../onnx/model';
import { asFloatSession } from '../half-session';
import { openSession } from '../onnx-runtime';
import type { ModelSignature } from '../signature';
import { calibrate } from './calibrate';
import { COMPARED_SAMPLES, compareModels, type Comparison } from './compare-models';
import { sampleBatches, type SampleBatch } from './model-samples';
import { evaluatedRows, learnedRows } from './source';

export type CompressedPrecision = 'float16' | 'int8';

export interface CompressRequest {
  /** The full model, an ONNX file in float32. */
  readonly file: Uint8Array;
  readonly out: string;
  readonly settings: CompressSettings;
  /** What it takes and the data it is measured on; without them only float16 is possible, on `samples`. */
  readonly measured?: { readonly signature: ModelSignature; readonly dataset: Dataset; readonly part?: SplitName | 'all' };
  /** Inputs to compare on where there is no data. */
  readonly samples?: ReadonlyMap<string, Tensor>;
  readonly threads: number;
}

export interface CompressSettings {
  readonly to: CompressedPrecision;
  /** Whether inputs and outputs become half precision, too; float16 only. */
  readonly io?: 'float' | 'half';
  /** How the scales of activations are found; int8 only. */
  readonly calibration?: Calibration;
  /** Training rows that are looked at for it. */
  readonly calibrationSamples?: number;
  readonly weightBits?: 7 | 8;
}

export interface CompressReport extends Comparison {
  readonly file: string;
  readonly to: CompressedPrecision;
  readonly opset: number;
  /** Boxes that stay in float32, wholly or in part. */
  readonly kept: readonly string[];
  /** Rows that the scales come from; int8 only. */
  readonly calibrated?: number;
  readonly findings: readonly Diagnostic[];
}

export const USUAL_CALIBRATION: Calibration = { method: 'percentile', percent: 99.99 };
export const USUAL_CALIBRATION_SAMPLES = 256;
const BATCH = 16;

interface Compressed {
  readonly model: OnnxModel;
  readonly kept: readonly string[];
  readonly calibrated?: number;
  readonly findings: readonly Diagnostic[];
}

/** Throws LoomError where the model cannot be written so. */
export async function compressModel(request: CompressRequest): Promise<CompressReport> {
  const { file, out, settings, measured, threads } = request;
  const full = decodeModel(file);
  const compressed = settings.to === 'float16' ? await inHalf(full, request) : await inIntegers(full, request);
  const bytes = encodeModel(compressed.model);
  await writeFileAtomically(out, [bytes]);
  const written = await readFile(out);
  const options = { backend: 'cpu', threads } as const;
  const [before, after] = [await openSession(file, options), asFloatSession(await openSession(written, options), compressed.model)];
  try {
    const comparison = await compareModels(
      { file, session: before },
      { file: written, session: after },
      { samples: await comparedSamples(request), realSamples: measured !== undefined, ...(measured && { evaluation: measured }) },
    );
    const { kept, calibrated, findings } = compressed;
    return { file: out, to: settings.to, opset: OPSET, kept, ...(calibrated !== undefined && { calibrated }), findings: [...findings, ...brokenAnswers(comparison)], ...comparison };
  } finally {
    await before.close();
    await after.close();
  }
}

/** What does not fit into half precision stays as it is, and is named. */
async function inHalf(full: OnnxModel, request: CompressRequest): Promise<Compressed> {
  const { settings: { io = 'float' }, threads } = request;
  const overflowing = new Map<string, string>();
  const findings: Diagnostic[] = [];
  for (const { name, tensor } of full.initializers) {
    if (tensor.dtype !== 'float32') continue;
    const { tooLarge, vanished } = halfRange(tensor as Tensor<'float32'>);
    if (tooLarge > 0) overflowing.set(name, `${tooLarge} of its values are above ${LARGEST_HALF}`);
    if (vanished > 0) findings.push(warning('half-vanishes', `${vanished} values of “${name}” are so small that they become 0 in half precision.`, { found: name }));
  }
  const types = valueTypes(full);
  const inside = full.nodes.flatMap(({ outputs }) => outputs.filter((name) => types.get(name) === 'float32'));
  const { ranges } = await calibrate(full, inside, () => lookedAt(request, BATCH), { method: 'min-max' }, threads);
  for (const [name, { low, high }] of ranges) {
    const largest = Math.max(-low, high);
    if (largest > LARGEST_HALF) overflowing.set(name, `it reaches ${largest.toPrecision(3)}`);
  }
  const kept = full.nodes.filter(({ inputs, outputs }) => [...inputs, ...outputs].some((name) => overflowing.has(name)));
  for (const [name, why] of overflowing) {
    const node = full.nodes.find(({ inputs, outputs }) => outputs.includes(name) || inputs.includes(name));
    findings.push(warning('half-overflow', `“${boxOf(node?.name ?? name)}” stays in float32: ${full.initializers.some((one) => one.name === name) ? `“${name}” does not fit into half precision, ${why}` : `one of its values does not fit into half precision, ${why}`}.`, { node: boxOf(node?.name ?? name) }));
  }
  return { model: toFloat16(full, { io, keep: new Set(kept.map(({ name }) => name)) }), kept: boxesOf(kept.map(({ name }) => name)), findings };
}

async function inIntegers(full: OnnxModel, request: CompressRequest): Promise<Compressed> {
  const { settings, measured, threads } = request;
  if (!measured) fail('no-calibration', 'Integers need scales, which come from real samples, and there is no data to take them from.', { remedy: 'Give the data with --data, train the network, or write it as float16.' });
  const { calibration = USUAL_CALIBRATION, calibrationSamples = USUAL_CALIBRATION_SAMPLES, weightBits = 8 } = settings;
  const folded = foldBatchNorm(full);
  const plan = planIntegers(folded);
  if (plan.weighted.length === 0) fail('nothing-to-quantize', 'The model has no convolution or dense layer with fixed weights, so nothing would be computed with integers.', { remedy: 'Write it as float16.' });
  const { ranges, samples } = await calibrate(folded, [...new Set(plan.values.values())], () => lookedAt(request, BATCH, calibrationSamples), calibration, threads);
  const isPlanned = new Set(plan.weighted.map(({ node }) => node));
  const kept = folded.nodes.filter((node) => ['Conv', 'Gemm', 'MatMul', 'ConvTranspose'].includes(node.op) && !isPlanned.has(node)).map(({ name }) => name);
  return { model: toInt8(folded, plan, ranges, { weightBits }), kept: boxesOf(kept), calibrated: samples, findings: [] };
}

async function* lookedAt({ measured, samples }: CompressRequest, batchSize: number, most = USUAL_CALIBRATION_SAMPLES): AsyncGenerator<SampleBatch, void, undefined> {
  if (measured) yield* sampleBatches(measured.signature, measured.dataset, learnedRows(measured.dataset), most, batchSize);
  else yield { feeds: samples ?? new Map(), samples: samples?.values().next().value?.shape[0] ?? 0 };
}

async function comparedSamples({ measured, samples }: CompressRequest): Promise<ReadonlyMap<string, Tensor>> {
  if (!measured) return samples ?? new Map();
  const { signature, dataset, part } = measured;
  for await (const { feeds } of sampleBatches(signature, dataset, evaluatedRows(dataset, part), COMPARED_SAMPLES, COMPARED_SAMPLES)) return feeds;
  return fail('nothing-readable', 'None of the rows could be read.');
}

function brokenAnswers({ maxAbsDiff }: Comparison): Diagnostic[] {
  return Number.isFinite(maxAbsDiff) ? [] : [warning('answers-broken', 'Some answers of the written file are not numbers.', { remedy: 'Do not use it; write the model as float32.' })];
}

/** Nodes are called after the box they come from: `stage1/conv/forward/Conv`. */
function boxOf(node: string): string {
  return node.replace(/\/(forward|engine)\/[^/]*$/, '');
}

function boxesOf(nodes: readonly string[]): readonly string[] {
  return [...new Set(nodes.map(boxOf))];
}
