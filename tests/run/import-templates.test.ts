/** Every template, exported and imported again: the same answers, whatever became of its layers. */
import { describe, expect, it } from 'vitest';
import type { Tensor } from '../../engine/core/dtype';
import { RandomStream } from '../../engine/core/random';
import type { LoomDocument } from '../../engine/document/model';
import { trainingGraph } from '../../engine/compile/pipeline';
import { bakeWeights } from '../../engine/export/bake-weights';
import { importModel } from '../../engine/import/import-model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { DEFAULT_TRAINING } from '../../engine/run/default-training';
import { initialTensors } from '../../engine/run/initial-tensors';
import { openSession } from '../../engine/run/onnx-runtime';
import { runtimeTypes } from '../../engine/run/onnx-types';
import { loweringTarget } from '../../engine/run/tuning';
import { TEMPLATES } from '../../engine/templates';

/** As they train by themselves: small pictures, so that a hundred million weights are not moved about. */
const MOST_PARAMETERS = 30_000_000;

/** Boxes at the top level. */
const READABLE = 25;

/** Its gates are averaged by ReduceMean after the import and by GlobalAveragePool before, which add up in another order; seven gates in a row make 1.2e-5 of that. */
const LESS_EXACT: Readonly<Record<string, number>> = { 'mobilenet-v3-large': 2e-5 };

function exported(document: LoomDocument): Uint8Array {
  const network = inferNetwork(document);
  expect(network.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return bakeWeights(network, loweringTarget('cpu'), { name: 'test', tensors: initialTensors(network.tensors, 3), metadata: {}, producerVersion: '0' });
}

async function answers(file: Uint8Array, feeds: readonly Tensor[]): Promise<readonly Tensor[]> {
  const session = await openSession(file, { backend: 'cpu', threads: 1 });
  try {
    return [...(await session.run(new Map(session.inputNames.map((name, index) => [name, feeds[index]!])))).values()];
  } finally {
    await session.close();
  }
}

function samples(document: LoomDocument): Tensor[] {
  return inferNetwork(document).nodes.flatMap(({ flat, definition, sizes }): Tensor[] => {
    if (!definition?.source && !definition?.search) return [];
    const shape = [2, ...(sizes!.outputs[0] as number[])];
    const random = new RandomStream(5, 'import', flat.path);
    return [{ dtype: 'float32', shape, data: Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => random.normal()) }];
  });
}

function largestDifference(a: Tensor, b: Tensor): number {
  let largest = 0;
  a.data.forEach((value, index) => (largest = Math.max(largest, Math.abs(Number(value) - Number(b.data[index])))));
  return largest;
}

describe('a template that is exported and imported again', () => {
  const small = TEMPLATES.map((template) => ({ name: template.name, document: template.build(template.dataSize ?? template.size) })).filter(({ document }) => inferNetwork(document).totals.params <= MOST_PARAMETERS);

  it.each(small)('$name gives the same answers', async ({ document }) => {
    const file = exported(document);
    const { document: again, report } = await importModel(file, { typesOf: runtimeTypes });
    const feeds = samples(document);
    const [expected, found] = [await answers(file, feeds), await answers(exported(again), feeds)];
    expect(found.length).toBe(expected.length);
    for (const [index, tensor] of expected.entries()) {
      expect(found[index]!.shape).toEqual(tensor.shape);
      const scale = Math.max(1, ...Array.from(tensor.data as Float32Array, Math.abs).slice(0, 100_000));
      expect(largestDifference(tensor, found[index]!)).toBeLessThanOrEqual((LESS_EXACT[document.name] ?? 1e-5) * scale);
    }
    expect(report.unsupported).toEqual([]);
    // As readable as it was: what a block did at its border may stand as a box of its own.
    expect(again.graph.nodes.length).toBeLessThanOrEqual(Math.max(READABLE, document.graph.nodes.length + 1));
    // Training must be able to go on where it was.
    expect(report.notTrainable).toEqual([]);
    trainingGraph(inferNetwork(again), { update: DEFAULT_TRAINING.program[0]! });
    if (process.env['SHOW_IMPORTS']) process.stderr.write(`${document.name}: ${report.recognised}/${report.computing} ${JSON.stringify(report.ops)} params ${inferNetwork(document).totals.params} → ${inferNetwork(again).totals.params}, ${again.graph.nodes.length} boxes\n`);
  });
});
