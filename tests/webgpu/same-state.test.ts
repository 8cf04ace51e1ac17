/**
 * The WebGPU backend against the CPU, on Chromium's software adapter and tiny pictures: from the same state, losses to 1e-5
 * and every gradient tensor to 1e-4 in norm. (Free-running training diverges by nature: one ulp grows.)
 */
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Tensor } from '../../engine/core/dtype';
import { RandomStream } from '../../engine/core/random';
import { compileTraining, type CompiledGraph } from '../../engine/compile/pipeline';
import { inferNetwork } from '../../engine/infer/infer-network';
import { bindingName } from '../../engine/ops/graph';
import type { BackendName, Session } from '../../engine/run/backend';
import { initialTensors } from '../../engine/run/initial-tensors';
import { openSession } from '../../engine/run/onnx-runtime';
import { ParameterStore } from '../../engine/run/parameter-store';
import { loweringTarget } from '../../engine/run/tuning';
import { requireTemplate } from '../../engine/templates/index';

const SOFTWARE_ADAPTER = '/usr/lib/chromium/vk_swiftshader_icd.json';
const VULKAN_LOADER = '/usr/lib/x86_64-linux-gnu/libvulkan.so.1';
const missing = [SOFTWARE_ADAPTER, VULKAN_LOADER].filter((file) => !existsSync(file));
if (missing.length > 0) console.log(`WebGPU specs skipped: ${missing.join(' and ')} missing (Debian: apt-get install chromium libvulkan1).`);

/** A multiple of 3 but not of 4: where the runtime once miscomputed weight gradients (`engine/compile/runtime-faults.ts`). */
const BATCH = 6;
const CASES = [
  { template: 'lenet5', input: [1, 12, 12], compared: [0, 5, 10, 20] },
  { template: 'resnet-small', input: [3, 8, 8], compared: [0, 5] },
] as const;

interface Side {
  readonly compiled: CompiledGraph;
  readonly session: Session;
}

describe.skipIf(missing.length > 0)('WebGPU', () => {
  process.env['VK_ICD_FILENAMES'] = SOFTWARE_ADAPTER;
  process.env['XDG_RUNTIME_DIR'] ??= mkdtempSync(join(tmpdir(), 'webgpu-'));

  test.each(CASES)('$template: losses and gradients equal the CPU’s from the same state', async ({ template, input, compared }) => {
    const document = requireTemplate(template).build({ input: [...input], classes: 4 });
    const network = inferNetwork(document);
    const update = { ...document.training!.program[0]!, optimizer: { name: 'sgd', learningRate: 0.05 } };
    const open = async (backend: BackendName): Promise<Side> => {
      const compiled = compileTraining(network, { update, gradients: true }, loweringTarget(backend));
      return { compiled, session: await openSession(compiled.onnx, { backend, threads: 1 }) };
    };
    const [cpu, gpu] = [await open('cpu'), await open('webgpu')];
    const store = new ParameterStore(initialTensors(network.tensors, 1));
    store.addMissing(cpu.compiled.inputs);
    for (let step = 0; step <= compared.at(-1)!; step++) {
      const feeds = batch(cpu.compiled, store, step);
      const expected = await cpu.session.run(feeds, store.targets(cpu.compiled.outputs));
      if (compared.some((at) => at === step)) {
        const found = await gpu.session.run(feeds);
        compareStep(cpu.compiled, expected, found);
      }
      store.advance(cpu.compiled.outputs);
    }
    await cpu.session.close();
    await gpu.session.close();
  });
});

function batch({ inputs }: CompiledGraph, store: ParameterStore, step: number): Map<string, Tensor> {
  const feeds = new Map<string, Tensor>();
  store.feed(inputs, feeds);
  for (const { name, shape, dtype, binding } of inputs) {
    const stream = new RandomStream(7, name, step);
    const sizes = shape.map((dim) => (typeof dim === 'number' ? dim : BATCH));
    const count = sizes.reduce((product, size) => product * size, 1);
    if (binding.kind === 'feature') feeds.set(name, { dtype: 'float32', shape: sizes, data: Float32Array.from({ length: count }, () => stream.normal()) });
    else if (binding.kind === 'target') feeds.set(name, { dtype: 'int32', shape: sizes, data: Int32Array.from({ length: count }, () => stream.integer(4)) });
    else if (binding.kind === 'scalar') feeds.set(name, { dtype: 'float32', shape: [], data: Float32Array.of(0.05) });
    else expect(binding.kind, `${name} (${dtype})`).toMatch(/tensor|slot/);
  }
  return feeds;
}

function compareStep({ outputs }: CompiledGraph, expected: ReadonlyMap<string, Tensor>, found: ReadonlyMap<string, Tensor>): void {
  const objective = bindingName({ kind: 'objective' });
  expect(Math.abs(Number(found.get(objective)!.data[0]) - Number(expected.get(objective)!.data[0]))).toBeLessThan(1e-5);
  const gradients = outputs.filter(({ binding }) => binding.kind === 'gradient');
  expect(gradients.length).toBeGreaterThan(5);
  for (const { name } of gradients) {
    const [a, b] = [expected.get(name)!.data as Float32Array, found.get(name)!.data as Float32Array];
    const distance = norm(a.map((value, index) => value - b[index]!));
    expect(distance, name).toBeLessThan(1e-4 * norm(a) + 1e-7);
  }
}

function norm(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
