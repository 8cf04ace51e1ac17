/** One training step of each case by LayerLoom: `node dist/bench/ours.mjs CASE THREADS [SECONDS]` prints one JSON line. */
import { readFileSync } from 'node:fs';
import type { Tensor } from '../engine/core/dtype';
import { bindingName } from '../engine/ops/graph';
import { inferNetwork } from '../engine/infer/infer-network';
import { compileTraining } from '../engine/compile/pipeline';
import { blockSize } from '../engine/run/block-size';
import { openSession } from '../engine/run/onnx-runtime';
import { ParameterStore } from '../engine/run/parameter-store';
import { loweringTarget } from '../engine/run/tuning';
import { benchDocument, benchTensor, type BenchCase, type StartValues } from './ours-document';

export interface Timing {
  readonly peer: 'layerloom';
  readonly case: string;
  readonly threads: number;
  readonly medianMs: number;
  readonly minMs: number;
  /** Processor time of a step, all threads together: other jobs on the machine disturb it less than the clock. */
  readonly cpuMs: number;
  readonly steps: number;
  /** Of the first steps, to be compared with the peers'. */
  readonly losses: readonly number[];
  /** Seconds from document to ready session. */
  readonly readySeconds: number;
}

const STEPS_AT_LEAST = 12;

interface Peers extends StartValues {
  batchOf(benchCase: BenchCase): { pictures: Float32Array; labels: Int32Array };
}

export async function runCase(folder: string, name: string, threads: number, seconds = 5, profileTo?: string): Promise<Timing> {
  const cases = JSON.parse(readFileSync(`${folder}/cases.json`, 'utf8')) as Record<string, BenchCase>;
  const benchCase = cases[name]!;
  const start = (await import(`file://${folder}/peers/start-values.mjs`)) as Peers;
  const began = performance.now();
  const network = inferNetwork(benchDocument(name, benchCase, start));
  const update = { name: 'main', losses: '**', tensors: '**', optimizer: { name: benchCase.optimizer }, every: 1 };
  const compiled = compileTraining(network, { update, batch: benchCase.batch }, loweringTarget('cpu', {}, process.env['PLAIN'] ? undefined : await blockSize()));
  const session = await openSession(compiled.onnx, { backend: 'cpu', threads, ...(profileTo !== undefined && { profileTo }) });
  const readySeconds = (performance.now() - began) / 1000;

  let number = 0;
  const store = new ParameterStore(
    [...network.tensors.values()].map(({ key, name: tensor, shape, trainable }) => [key, benchTensor(trainable ? number++ : 0, tensor, shape, start)]),
  );
  store.addMissing(compiled.inputs);
  const { pictures, labels } = start.batchOf(benchCase);
  const data = new Map<string, Tensor>([
    ['input', { dtype: 'float32', shape: [benchCase.batch, ...benchCase.input], data: pictures }],
    ['output:target', { dtype: 'int32', shape: [benchCase.batch], data: labels }],
  ]);
  const losses: number[] = [];
  const times: number[] = [];
  const processorTimes: number[] = [];
  const end = performance.now() + seconds * 1000;
  const corrections = (step: number) => ({ first: 1 / (1 - 0.9 ** step), second: 1 / Math.sqrt(1 - 0.999 ** step), learningRate: benchCase.rate });
  for (let step = 1; step <= STEPS_AT_LEAST || performance.now() < end; step++) {
    const began = performance.now();
    const used = process.cpuUsage();
    const feeds = new Map(data);
    store.feed(compiled.inputs, feeds);
    for (const [scalar, value] of Object.entries(corrections(step))) {
      feeds.set(bindingName({ kind: 'scalar', name: `main.${scalar}` }), { dtype: 'float32', shape: [], data: Float32Array.of(value) });
    }
    const results = await session.run(feeds, store.targets(compiled.outputs));
    store.advance(compiled.outputs);
    if (step > 3) {
      const { user, system } = process.cpuUsage(used);
      times.push(performance.now() - began);
      processorTimes.push((user + system) / 1000);
    }
    if (losses.length < 5) losses.push((results.get(bindingName({ kind: 'objective' }))!.data as Float32Array)[0]!);
  }
  await session.close();
  return { peer: 'layerloom', case: name, threads, medianMs: median(times), minMs: Math.min(...times), cpuMs: median(processorTimes), steps: times.length, losses, readySeconds };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
