/** Files that PyTorch's exporter wrote (tests/import/fixtures): the imported network answers as PyTorch did. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Tensor } from '../../engine/core/dtype';
import { compileTraining } from '../../engine/compile/pipeline';
import { bakeWeights } from '../../engine/export/bake-weights';
import { importModel, type Imported } from '../../engine/import/import-model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { initialTensors } from '../../engine/run/initial-tensors';
import { openSession } from '../../engine/run/onnx-runtime';
import { runtimeTypes } from '../../engine/run/onnx-types';
import { loweringTarget } from '../../engine/run/tuning';

const FIXTURES = join(import.meta.dirname, '../import/fixtures');

interface Values {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

function imported(name: string): Promise<Imported> {
  return importModel(readFileSync(join(FIXTURES, `${name}.onnx`)), { typesOf: runtimeTypes });
}

async function answer({ document }: Imported, { shape, data }: Values): Promise<Tensor> {
  const network = inferNetwork(document);
  expect(network.problems).toEqual([]);
  const file = bakeWeights(network, loweringTarget('cpu'), { name: 'again', tensors: initialTensors(network.tensors, 0), metadata: {}, producerVersion: '0' });
  const session = await openSession(file, { backend: 'cpu', threads: 1 });
  try {
    return (await session.run(new Map([['input', { dtype: 'float32', shape, data: Float32Array.from(data) }]]))).values().next().value!;
  } finally {
    await session.close();
  }
}

describe('a file by PyTorch', () => {
  it.each([
    ['conv-net', {}],
    ['conv-net-fixed', {}],
    ['transformer', { Gather: 1 }],
    ['recurrent', { LSTM: 1, Transpose: 2, Squeeze: 1, Gather: 1, ConstantOfShape: 1 }],
    ['decoder', {}],
  ])('%s answers as PyTorch did', async (name, ops) => {
    const { input, answer: expected } = JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')) as { input: Values; answer: Values };
    const made = await imported(name);
    const found = await answer(made, input);
    expect(found.shape).toEqual(expected.shape);
    found.data.forEach((value, index) => expect(Math.abs(Number(value) - expected.data[index]!)).toBeLessThan(1e-5));
    if (process.env['SHOW_IMPORTS']) process.stderr.write(`${name} ${JSON.stringify(made.report)}\n`);
    expect(Object.keys(made.report.ops).filter((op) => !(op in ops))).toEqual([]);
  });

  it('folds modules of one form into one block', async () => {
    const { document } = await imported('conv-net');
    expect(document.graph.nodes.length).toBeLessThanOrEqual(25);
  });

  it('can be trained as it is', async () => {
    const { document } = await imported('conv-net');
    const network = inferNetwork(document);
    const update = { name: 'main', losses: '**', tensors: '**', optimizer: { name: 'sgd' }, every: 1 };
    const { outputs } = compileTraining(network, { update }, loweringTarget('cpu'));
    expect(outputs.filter(({ binding }) => binding.kind === 'tensor').length).toBe(network.tensors.size);
  });

  it('trains what comes after an operator without a gradient', async () => {
    const { document } = await imported('recurrent');
    const update = { name: 'main', losses: '**', tensors: '**', optimizer: { name: 'sgd' }, every: 1 };
    const network = inferNetwork(document);
    // Only what comes after the LSTM has weights that are trained.
    const { outputs } = compileTraining(network, { update }, loweringTarget('cpu'));
    expect(outputs.flatMap(({ binding }) => (binding.kind === 'tensor' ? [binding.key] : [])).sort()).toEqual(['fc.bias', 'fc.weight']);
  });
});
