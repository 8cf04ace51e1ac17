import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAYER_TYPES } from '../../engine/layers';
import { fittingCase } from './arbitrary-case';
import { expectClose } from './expect-close';
import type { LayerCase } from './layer-graph';
import { layerNamed, parametersOf } from './lower-layer';
import { interpretLayer } from './run-layer';

/** Debian's PyTorch; a `python3` found elsewhere on the path may lack it. */
const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('../../scripts/reference-layers.py', import.meta.url));
const WITHOUT = ['input', 'output', 'constant-target', 'selective-search'];
/** In training these draw at random, each side for itself. */
const RANDOM = ['dropout', 'spatial-dropout', 'drop-path', 'gaussian-noise', 'gaussian-dropout', 'gaussian-sample'];

interface TorchResult {
  readonly error?: string;
  readonly shape: readonly number[];
  readonly output: readonly number[];
  readonly gradients: Readonly<Record<string, readonly number[]>>;
  readonly statistics: Readonly<Record<string, readonly number[]>>;
}

const hasTorch = spawnSync(PYTHON, ['-c', 'import torch']).status === 0;

/** A case with the code that its layer emits, as the script reads it. */
function request(one: LayerCase) {
  const layer = layerNamed(one.type);
  const parameters = parametersOf(layer, one.parameters);
  const samples = one.inputs.map((shape) => shape.slice(1));
  const context = { inputs: samples, parameters, outputs: layer.shape({ inputs: samples, parameters }) };
  const { module, forward, fixed = [], functions = {} } = layer.torch(context);
  const operands = samples.map((_, index) => `x${index + 1}`);
  return {
    ...one,
    module: module ?? null,
    forward: forward ? forward(operands, 'self.layer') : `self.layer(${operands.join(', ')})`,
    fixed,
    functions: Object.values(functions),
    tensors: Object.fromEntries(Object.entries(layer.tensors?.(context) ?? {}).map(([name, { shape }]) => [name, shape])),
  };
}

function runTorch(cases: readonly LayerCase[]): readonly TorchResult[] {
  const input = JSON.stringify(cases.map(request));
  return JSON.parse(execFileSync(PYTHON, [SCRIPT, '--emitted'], { input, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 })) as TorchResult[];
}

describe.skipIf(!hasTorch)(`the emitted PyTorch code computes the same (needs torch at ${PYTHON})`, () => {
  const cases = hasTorch
    ? LAYER_TYPES.filter((type) => !WITHOUT.includes(type)).flatMap((type) => fc.sample(fittingCase(type), { numRuns: 12, seed: 3 }))
    : [];
  const comparable = cases.filter(({ type, mode }) => mode === 'infer' || !RANDOM.includes(type));
  const results = hasTorch ? runTorch(comparable) : [];

  it.each(LAYER_TYPES.filter((type) => !WITHOUT.includes(type)))('%s', (type) => {
    const chosen = comparable.flatMap((one, index) => (one.type === type ? [[one, results[index]!] as const] : []));
    expect(chosen.length).toBeGreaterThan(0);
    for (const [one, found] of chosen) {
      const label = JSON.stringify(request(one));
      expect(found.error, label).toBeUndefined();
      const { output, gradients, statistics } = interpretLayer(one);
      expect(found.shape, label).toEqual(output.shape);
      expectClose(output.data, found.output, label, 1e-5);
      for (const [name, { data }] of gradients) expectClose(data, found.gradients[name] ?? [], `gradient of ${name} of ${label}`, 1e-5);
      for (const [name, { data }] of statistics) expectClose(data, found.statistics[name] ?? [], `${name} of ${label}`, 1e-5);
    }
  });
});
