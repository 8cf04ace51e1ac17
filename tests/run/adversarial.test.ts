/** A generator and a discriminator that share a step: each update changes its own half, and what is drawn comes to look like the data. */
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { RandomStream } from '../../engine/core/random';
import type { Pixels } from '../../engine/data/dataset';
import { digits } from '../../engine/data/generators/digits';
import { sampleAt } from '../../engine/data/generators/generator';
import { blockInstance, createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { LoomDocument } from '../../engine/document/model';
import { bakeWeights } from '../../engine/export/bake-weights';
import { inferNetwork, type InferredNetwork } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { initialTensors } from '../../engine/run/initial-tensors';
import { loweringTarget } from '../../engine/run/tuning';
import { readWeights } from '../../engine/run/weight-source';
import { dcganSmall } from '../../engine/templates/dcgan-small';
import { eventsOf, runOptions, scratchFolder, train } from './follow-run';

const folder = scratchFolder();
const SIDE = 28;
const CODE = 32;
const COUNT = 256;
/** Statistics are taken of pictures a quarter as wide: a pixel apart from its neighbours says little. */
const CELL = 4;
const CELLS = (SIDE / CELL) ** 2;

/** The generator as a network of its own, as a person takes it out of the pair: a code comes in. */
function generatorAlone({ definitions }: LoomDocument): InferredNetwork {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const code = graph.add({ type: 'input', name: 'input', params: { shape: [CODE] } });
  const block = graph.add(blockInstance(definitions.find(({ name }) => name === 'generator')!, { name: 'generator' }), code);
  graph.add({ type: 'output', name: 'output', params: { loss: 'mean-squared-error' } }, block);
  return inferNetwork({ ...createDocument('generator', graph.build()), definitions });
}

async function drawn(network: InferredNetwork, tensors: Parameters<typeof bakeWeights>[2]['tensors']): Promise<Float32Array> {
  const session = await InferenceSession.create(bakeWeights(network, loweringTarget('cpu'), { name: 'generator', tensors, metadata: {}, producerVersion: '0' }));
  const stream = new RandomStream(5, 'codes');
  const codes = new Tensor('float32', Float32Array.from({ length: COUNT * CODE }, () => stream.normal()), [COUNT, CODE]);
  const results = await session.run({ [session.inputNames[0]!]: codes });
  await session.release();
  return results[session.outputNames[0]!]!.data as Float32Array;
}

function real(seed: number): Float32Array {
  const column = digits.columns.find(({ column: { kind } }) => kind === 'image')!;
  const pictures = Array.from({ length: COUNT }, (_, index) => (column.cell(sampleAt(digits, index, COUNT, seed)) as Pixels).data);
  return Float32Array.from(pictures.flatMap((data) => [...data].map((value) => value / 255)));
}

/** Mean and covariance of the cells of pictures. */
function statistics(pictures: Float32Array): { readonly mean: Float64Array; readonly covariance: Float64Array } {
  const cells = Array.from({ length: COUNT }, () => new Float64Array(CELLS));
  pictures.forEach((value, index) => {
    const [row, column] = [Math.floor((index % SIDE ** 2) / SIDE), index % SIDE];
    cells[Math.floor(index / SIDE ** 2)]![Math.floor(row / CELL) * (SIDE / CELL) + Math.floor(column / CELL)]! += value / CELL ** 2;
  });
  const mean = new Float64Array(CELLS).map((_, cell) => cells.reduce((sum, picture) => sum + picture[cell]!, 0) / COUNT);
  const covariance = new Float64Array(CELLS ** 2).map((_, index) => {
    const [a, b] = [Math.floor(index / CELLS), index % CELLS];
    return cells.reduce((sum, picture) => sum + (picture[a]! - mean[a]!) * (picture[b]! - mean[b]!), 0) / COUNT;
  });
  return { mean, covariance };
}

const squares = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, index) => sum + (value - b[index]!) ** 2, 0);

/** The sample metric: how far mean and covariance are apart, the same for pictures that are told apart by neither. */
function distance(a: Float32Array, b: Float32Array): number {
  const [one, other] = [statistics(a), statistics(b)];
  return squares(one.mean, other.mean) + squares(one.covariance, other.covariance);
}

it('draws pictures nearer to the data than before, from codes it has not seen', async () => {
  const template = dcganSmall.build({ input: [1, SIDE, SIDE] });
  const document = { ...template, training: { ...template.training!, epochs: 4, batchSize: 32 } };
  const alone = generatorAlone(document);
  const data = real(11);
  const run = join(folder, 'pair');
  const events = await train(runOptions(run, document, { source: { kind: 'builtin', name: 'digits', count: 640, seed: 2 } }));
  // ln 2 three times is what a discriminator loses that knows nothing, and a generator that it cannot tell.
  expect(eventsOf(events, 'epoch').at(-1)!.train.loss).toBeGreaterThan(1);
  const before = distance(await drawn(alone, initialTensors(alone.tensors, 1)), data);
  const after = distance(await drawn(alone, await readWeights(run)), data);
  expect(after).toBeLessThan(before / 4);
  // Other pictures of the same kind are as near as it gets.
  expect(distance(real(12), data)).toBeLessThan(after);
});
