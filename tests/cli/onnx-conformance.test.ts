/**
 * ONNX's own backend tests, where Debian's package `libonnx-testdata` has installed them: every model that ONNX Runtime runs
 * is imported, exported again and run, and must answer as before. `ONNX_TABLE=1` prints the table of docs/onnx.md.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import * as ort from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { bakeWeights } from '../../engine/export/bake-weights';
import { plainName } from '../../engine/import/node-names';
import { importModel } from '../../engine/import/import-model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { parseModel } from '../../engine/onnx/decode';
import { TensorProtoSchema } from '../../engine/onnx/generated/onnx_pb';
import { fromTensorProto } from '../../engine/onnx/tensor-proto';
import { initialTensors } from '../../engine/run/initial-tensors';
import { runtimeTypes } from '../../engine/run/onnx-types';
import { loweringTarget } from '../../engine/run/tuning';

const SUITE = '/usr/share/libonnx-testdata/data';
const GOAL = 0.95;
const QUIET = { logSeverityLevel: 4, intraOpNumThreads: 1 } as const;

type Answers = readonly ort.Tensor[];

interface Case {
  readonly feeds: Answers;
  readonly expected: Answers;
}

/** How far a model got. */
const STAGES = ['import', 'infer', 'run', 'round-trip'] as const;
type Stage = (typeof STAGES)[number];

interface Outcome {
  readonly name: string;
  readonly op: string;
  /** The stage that failed, with the reason. */
  readonly failed?: { readonly stage: Stage; readonly reason: string };
}

function modelsBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? modelsBelow(join(folder, entry.name)) : entry.name === 'model.onnx' ? [join(folder, entry.name)] : []));
}

function tensorIn(path: string): ort.Tensor {
  const { dtype, data, shape } = fromTensorProto(fromBinary(TensorProtoSchema, readFileSync(path)));
  return new ort.Tensor(dtype as 'float32', data as Float32Array, shape);
}

function tensorsIn(folder: string, kind: 'input' | 'output'): ort.Tensor[] {
  const files = readdirSync(folder).filter((name) => name.startsWith(`${kind}_`));
  return files.map((_, index) => tensorIn(join(folder, `${kind}_${index}.pb`)));
}

/** What the runtime makes of the model itself; undefined where it does not run it, or the data are no tensors. */
async function casesOf(path: string, bytes: Uint8Array): Promise<readonly Case[] | undefined> {
  try {
    const session = await ort.InferenceSession.create(bytes, QUIET);
    const folders = readdirSync(dirname(path)).filter((name) => name.startsWith('test_data_set'));
    const cases: Case[] = [];
    for (const folder of folders.map((name) => join(dirname(path), name))) {
      const feeds = tensorsIn(folder, 'input');
      const found = await run(session, feeds);
      const stated = tensorsIn(folder, 'output');
      // Some expect what a random operator drew elsewhere: then it is the runtime's own answer that has to come back.
      cases.push({ feeds, expected: stated.length === found.length && sameAnswers(found, stated) ? stated : found });
    }
    await session.release();
    return cases.length > 0 ? cases : undefined;
  } catch {
    return undefined;
  }
}

async function run(session: ort.InferenceSession, feeds: Answers): Promise<Answers> {
  const results = await session.run(Object.fromEntries(session.inputNames.flatMap((name, index) => (feeds[index] ? [[name, feeds[index]]] : []))));
  return session.outputNames.map((name) => results[name]!);
}

function sameAnswers(found: Answers, expected: Answers): boolean {
  return found.every((tensor, index) => same(tensor, expected[index]!));
}

function same(a: ort.Tensor, b: ort.Tensor): boolean {
  if (a.dims.join() !== b.dims.join() || a.type !== b.type) return false;
  const [left, right] = [a.data as Float32Array, b.data as Float32Array];
  return left.every((item, index) => {
    const [x, y] = [Number(item), Number(right[index])];
    return x === y || (Number.isNaN(x) && Number.isNaN(y)) || Math.abs(x - y) <= 1e-3 + 1e-3 * Math.abs(y);
  });
}

async function tryModel(path: string, bytes: Uint8Array, cases: readonly Case[]): Promise<Outcome> {
  const { graph } = parseModel(bytes);
  const name = basename(dirname(path));
  const op = dirname(path).includes('/node/') ? graph!.node.at(-1)!.opType : 'whole models';
  let stage: Stage = 'import';
  try {
    const { document } = await importModel(bytes, { typesOf: runtimeTypes });
    stage = 'infer';
    const network = inferNetwork(document);
    const [problem] = network.problems.filter(({ severity }) => severity === 'error');
    if (problem) throw new Error(problem.message);
    stage = 'run';
    const file = bakeWeights(network, loweringTarget('cpu'), { name: 'again', tensors: initialTensors(network.tensors, 0), metadata: {}, producerVersion: '0' });
    const session = await ort.InferenceSession.create(file, QUIET);
    const names = graph!.input.map((input) => input.name).filter((input) => !graph!.initializer.some((tensor) => tensor.name === input));
    const order = session.inputNames.map((input) => Math.max(0, names.findIndex((given) => plainName(given) === input)));
    for (const { feeds, expected } of cases) {
      const found = await run(session, order.map((index) => feeds[index]!));
      stage = 'round-trip';
      if (!sameAnswers(found, expected)) throw new Error('other answers than before');
    }
    await session.release();
    return { name, op };
  } catch (error) {
    return { name, op, failed: { stage, reason: error instanceof Error ? error.message : String(error) } };
  }
}

function table(outcomes: readonly Outcome[]): string {
  const ops = [...new Set(outcomes.map(({ op }) => op))].sort((a, b) => a.localeCompare(b));
  const reached = (list: readonly Outcome[], stage: Stage) => list.filter(({ failed }) => !failed || STAGES.indexOf(failed.stage) > STAGES.indexOf(stage)).length;
  const line = (title: string, list: readonly Outcome[]) => `| ${title} | ${list.length} | ${STAGES.map((stage) => reached(list, stage)).join(' | ')} |`;
  const faults = outcomes.flatMap(({ name, failed }) => (failed ? [`- \`${name}\` (${failed.stage}): ${failed.reason.replace(/\s+/g, ' ').slice(0, 200)}`] : []));
  return ['| operator | models | import | infer | run | round-trip |', '|---|---|---|---|---|---|', ...ops.map((op) => line(op, outcomes.filter((one) => one.op === op))), line('**all**', outcomes), '', ...faults].join('\n');
}

it.skipIf(!existsSync(SUITE))('at least 95 % of the models that ONNX Runtime runs come back with the same answers', { timeout: 600_000 }, async () => {
  const outcomes: Outcome[] = [];
  for (const path of modelsBelow(SUITE)) {
    const bytes = readFileSync(path);
    const cases = await casesOf(path, bytes);
    if (cases) outcomes.push(await tryModel(path, bytes, cases));
  }
  const whole = outcomes.filter(({ failed }) => !failed).length;
  if (process.env['ONNX_TABLE']) process.stdout.write(`${table(outcomes)}\n`);
  expect(outcomes.length).toBeGreaterThan(900);
  expect(whole / outcomes.length).toBeGreaterThanOrEqual(GOAL);
});
