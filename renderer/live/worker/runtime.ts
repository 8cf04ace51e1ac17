/**
 * ONNX Runtime in the worker, the only place of the window that loads it. Two builds: one with kernels for the graphics card,
 * a smaller and faster one for the processor. Runs are never at the same time: on the graphics card a second one hangs both.
 */
import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import asyncifyModule from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import asyncifyBinary from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import plainModule from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainBinary from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { NamedTensor } from '../protocol';

export interface LiveSession {
  run(inputs: readonly NamedTensor[]): Promise<NamedTensor[]>;
  close(): Promise<void>;
}

export interface RuntimeSettings {
  readonly backend: 'webgpu' | 'wasm';
  readonly threads: number;
  /** Whether a graphics card that is only imitated will do. */
  readonly takesSoftware: boolean;
}

/** Counts what lives, so that a leak shows as a number that grows. */
export interface RuntimeCounts {
  tensors: number;
  sessions: number;
}

type Ort = typeof import('onnxruntime-web/wasm');

/** The builds of one worker never mix: a worker has one backend. */
let loaded: Promise<Ort> | undefined;

/** Throws where the browser has no graphics card to compute on, or the model cannot be opened there. */
export async function openSession(bytes: Uint8Array, { backend, threads, takesSoftware }: RuntimeSettings, counts: RuntimeCounts): Promise<LiveSession> {
  const ort = await (loaded ??= load({ backend, threads, takesSoftware }));
  const session = await ort.InferenceSession.create(bytes, { executionProviders: [backend === 'webgpu' ? { name: 'webgpu' } : 'wasm'], logSeverityLevel: 3 });
  counts.sessions++;
  return { run: (inputs) => run(ort, session, inputs, counts), close: () => close(session, counts) };
}

async function load({ backend, threads, takesSoftware }: RuntimeSettings): Promise<Ort> {
  const isGraphics = backend === 'webgpu';
  if (isGraphics) await checkGraphics(takesSoftware);
  const ort: Ort = isGraphics ? ((await import('onnxruntime-web/webgpu')) as Ort) : await import('onnxruntime-web/wasm');
  ort.env.wasm.wasmPaths = isGraphics ? { mjs: asyncifyModule, wasm: asyncifyBinary } : { mjs: plainModule, wasm: plainBinary };
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  return ort;
}

async function checkGraphics(takesSoftware: boolean): Promise<void> {
  const adapter = await (navigator as Navigator & { readonly gpu?: Graphics }).gpu?.requestAdapter();
  if (!adapter) throw new Error('This browser offers no graphics card to compute on (WebGPU).');
  if (adapter.info?.isFallbackAdapter && !takesSoftware) throw new Error('The graphics card is only imitated by the processor, which is slow.');
}

/** As much of WebGPU as is asked about. */
interface Graphics {
  requestAdapter(): Promise<{ readonly info?: { readonly isFallbackAdapter?: boolean } } | null>;
}

async function run(ort: Ort, session: InferenceSession, inputs: readonly NamedTensor[], counts: RuntimeCounts): Promise<NamedTensor[]> {
  const held: Tensor[] = [];
  const hold = (tensor: Tensor): Tensor => {
    held.push(tensor);
    counts.tensors++;
    return tensor;
  };
  try {
    const feeds = Object.fromEntries(inputs.map(({ name, dtype, shape, data }) => [name, hold(new ort.Tensor(dtype as 'float32', data as Float32Array, shape))]));
    const results = await session.run(feeds);
    const tensors = Object.entries(results).map(([name, tensor]) => [name, hold(tensor as Tensor)] as const);
    // `data` of a tensor on the processor outlives it.
    return tensors.map(([name, { type, dims, data }]) => ({ name, dtype: type, shape: dims, data }) as NamedTensor);
  } finally {
    for (const tensor of held) tensor.dispose();
    counts.tensors -= held.length;
  }
}

async function close(session: InferenceSession, counts: RuntimeCounts): Promise<void> {
  await session.release();
  counts.sessions--;
}
