import { InferenceSession, Tensor } from 'onnxruntime-node';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeModel } from '../../engine/onnx/encode';
import { opKindTable, timePerOpKind } from '../profile';
import type { Graph } from './graph';

export interface Variant {
  readonly name: string;
  readonly graph: Graph;
  /** Brings the first output into the layout of the first variant, for comparison. */
  readonly canonical?: (data: Float32Array) => Float32Array;
}

export interface Timing {
  readonly experiment: string;
  readonly subject: string;
  readonly variant: string;
  readonly threads: number;
  readonly medianMs: number;
  readonly minMs: number;
  /** The largest difference from the first variant, relative to its largest value. */
  readonly difference: number;
}

/** PROFILE=1 prints the time per op of every variant to standard error. */
const PROFILE = process.env.PROFILE === '1';
const THREADS = (process.argv[3] ?? '1,2').split(',').map(Number);

/** Times the variants in turns, so that a busy machine slows all of them alike. */
export async function compare(experiment: string, subject: string, variants: readonly Variant[]): Promise<void> {
  for (const threads of THREADS) {
    const running = [];
    let reference: Float32Array | undefined;
    for (const variant of variants) {
      const bytes = encodeModel(variant.graph.model());
      const profiles = PROFILE ? mkdtempSync(join(tmpdir(), 'experiment-')) : undefined;
      const session = await InferenceSession.create(bytes, {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        logSeverityLevel: 3,
        ...(profiles ? { enableProfiling: true, profileFilePrefix: join(profiles, 'profile') } : {}),
      });
      const feeds = Object.fromEntries(
        Object.entries(variant.graph.feeds).map(([name, { shape, data }]) => [name, new Tensor('float32', data as Float32Array, shape)]),
      );
      // The results of the first run become the buffers of the others, as in training.
      const outputs = (await session.run(feeds)) as Record<string, Tensor>;
      const raw = outputs[session.outputNames[0]!]!.data as Float32Array;
      const result = variant.canonical ? variant.canonical(raw) : raw.slice();
      reference ??= result;
      running.push({ variant, session, profiles, feeds, outputs, difference: largestDifference(reference, result), times: [] as number[] });
    }
    const end = performance.now() + 300 * variants.length;
    for (let round = 0; round < 5 || (round < 40 && performance.now() < end); round++) {
      for (const { session, feeds, outputs, times } of running) {
        const start = performance.now();
        await session.run(feeds, outputs);
        times.push(performance.now() - start);
      }
    }
    for (const { variant, session, profiles, difference, times } of running) {
      times.sort((a, b) => a - b);
      const timing: Timing = {
        experiment, subject, variant: variant.name, threads, difference,
        medianMs: times[times.length >> 1]!, minMs: times[0]!,
      };
      console.log(JSON.stringify(timing));
      if (profiles) printProfile(session, profiles, `${subject}, ${variant.name}`);
      await session.release();
    }
  }
}

function printProfile(session: InferenceSession, folder: string, title: string): void {
  session.endProfiling();
  const [file] = readdirSync(folder);
  console.error(`${title}\n${opKindTable(timePerOpKind(readFileSync(join(folder, file!), 'utf8')))}`);
  rmSync(folder, { recursive: true });
}

function largestDifference(expected: Float32Array, found: Float32Array): number {
  if (expected.length !== found.length) throw new Error(`${found.length} elements instead of ${expected.length}`);
  let difference = 0;
  let scale = 1e-30;
  for (let index = 0; index < expected.length; index++) {
    difference = Math.max(difference, Math.abs(expected[index]! - found[index]!));
    scale = Math.max(scale, Math.abs(expected[index]!));
  }
  return difference / scale;
}
