/** Files that PyTorch's exporter wrote (tests/import/fixtures): the imported network answers as PyTorch did. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { float32Tensor, type Tensor } from '../../engine/core/dtype';
import { compileTraining } from '../../engine/compile/pipeline';
import type { LoomDocument } from '../../engine/document/model';
import { bakeWeights } from '../../engine/export/bake-weights';
import { importModel, type Imported } from '../../engine/import/import-model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { toTensorProto } from '../../engine/onnx/tensor-proto';
import { initialTensors } from '../../engine/run/initial-tensors';
import { openSession } from '../../engine/run/onnx-runtime';
import { runtimeTypes } from '../../engine/run/onnx-types';
import { loweringTarget } from '../../engine/run/tuning';
import { findTemplate } from '../../engine/templates';
import { changed } from '../import/onnx-files';

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

/** The file with a zero for every weight that it leaves outside: 100 MB that say nothing about sizes. */
function withZeros(bytes: Uint8Array): Uint8Array {
  return changed(bytes, ({ graph }) => {
    for (const { name, type } of graph!.input.splice(1)) {
      const { value } = type!;
      const shape = value.case === 'tensorType' ? value.value.shape!.dim.map((dim) => Number(dim.value.value)) : [];
      graph!.initializer.push(toTensorProto(name, float32Tensor(shape, new Float32Array(shape.reduce((product, size) => product * size, 1)))));
    }
  });
}

/** Without the names, which every library gives in its own way; branches are listed in no certain order either. */
function sizeTable(document: LoomDocument): string[] {
  const network = inferNetwork(document);
  expect(network.problems).toEqual([]);
  return network.nodes
    .filter(({ definition }) => !definition?.source && !definition?.target)
    .map(({ flat, sizes, receptiveField }) => JSON.stringify([flat.node.type, sizes!.outputs, sizes!.parameters, sizes!.macs, sizes!.activations, sizes!.trainingBytes, receptiveField]))
    .sort();
}

describe('a ResNet-50 by PyTorch', () => {
  it('becomes layers without exception, with the size table of the template row by row', async () => {
    const { document, report } = await importModel(withZeros(readFileSync(join(FIXTURES, 'resnet50-without-weights.onnx'))), { typesOf: runtimeTypes });
    expect(report).toMatchObject({ ops: {}, unsupported: [], notTrainable: [] });
    expect(report.recognised).toBe(report.computing);
    const template = findTemplate('resnet50')!;
    expect(sizeTable(document)).toEqual(sizeTable(template.build(template.size)));
    expect(inferNetwork(document).totals.params).toBe(template.reference!.parameters);
    expect(document.graph.nodes.length).toBeLessThanOrEqual(25);
  });
});

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
    const { document, report } = await imported('recurrent');
    expect(report.notTrainable).toEqual(['LSTM']);
    const update = { name: 'main', losses: '**', tensors: '**', optimizer: { name: 'sgd' }, every: 1 };
    const network = inferNetwork(document);
    // Only what comes after the LSTM has weights that are trained.
    const { outputs } = compileTraining(network, { update }, loweringTarget('cpu'));
    expect(outputs.flatMap(({ binding }) => (binding.kind === 'tensor' ? [binding.key] : [])).sort()).toEqual(['fc.bias', 'fc.weight']);
  });
});
