/**
 * ONNX Runtime behind the backend interface; the only file that imports it.
 *
 * `run()` blocks the thread that calls it, and two runs at once break the WebGPU provider, so callers await each run.
 */
import { fail } from '../core/diagnostic';
import type { DType, Tensor } from '../core/dtype';
import * as ort from 'onnxruntime-node';
import type { Session, SessionOptions } from './backend';

export const RUNTIME_VERSION = ort.env.versions.node ?? ort.env.versions.common;

/** Opens a model from memory. Throws LoomError where the runtime refuses it or the backend is missing. */
export async function openSession(model: Uint8Array, { backend, threads, asWritten = false, yields = false, profileTo }: SessionOptions): Promise<Session> {
  const options: ort.InferenceSession.SessionOptions = {
    executionProviders: backend === 'webgpu' ? ['webgpu', 'cpu'] : ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: asWritten ? 'disabled' : 'all',
    logSeverityLevel: 3,
    extra: { session: { set_denormal_as_zero: '1', intra_op: { allow_spinning: yields ? '0' : '1' } } },
    ...(profileTo !== undefined && { enableProfiling: true, profileFilePrefix: profileTo }),
  };
  try {
    return new RuntimeSession(await ort.InferenceSession.create(model, options));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (backend === 'webgpu' && /adapter|device|webgpu/i.test(reason)) {
      fail('no-webgpu', 'This machine offers no WebGPU adapter to the engine.', { remedy: 'Train with --backend cpu, or install a graphics driver with Vulkan, Metal or Direct3D 12.', found: reason });
    }
    throw error;
  }
}

class RuntimeSession implements Session {
  /** Tensors that live across steps (weights) keep their native twin. */
  private readonly twins = new WeakMap<Tensor, ort.Tensor>();

  constructor(private readonly session: ort.InferenceSession) {}

  get inputNames(): readonly string[] {
    return this.session.inputNames;
  }

  get outputNames(): readonly string[] {
    return this.session.outputNames;
  }

  async run(feeds: ReadonlyMap<string, Tensor>, into?: ReadonlyMap<string, Tensor>, only: readonly string[] = this.outputNames): Promise<Map<string, Tensor>> {
    const inputs = Object.fromEntries(this.inputNames.map((name) => [name, this.twin(feeds.get(name), name)]));
    const fetches = Object.fromEntries(only.map((name) => [name, into?.has(name) ? this.twin(into.get(name), name) : null]));
    const results = await this.session.run(inputs, fetches);
    return new Map(only.map((name) => [name, into?.get(name) ?? fromRuntime(results[name]!)]));
  }

  async close(): Promise<void> {
    await this.session.release();
  }

  private twin(tensor: Tensor | undefined, name: string): ort.Tensor {
    if (!tensor) throw new Error(`the model needs a tensor “${name}” that was not given`);
    const known = this.twins.get(tensor);
    if (known) return known;
    // The runtime knows more element types than its typings name.
    const made = new ort.Tensor(tensor.dtype as 'float32', tensor.data as Float32Array, tensor.shape);
    this.twins.set(tensor, made);
    return made;
  }
}

function fromRuntime(tensor: ort.Tensor): Tensor {
  return { dtype: tensor.type as DType, shape: tensor.dims, data: tensor.data as Float32Array };
}
