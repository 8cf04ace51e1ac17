import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocument, type NodeSpec } from '../../engine/document/edits';
import { GraphBuilder, type Source } from '../../engine/document/graph-builder';
import { writeDocumentFile } from '../../engine/files/document-file';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import course from '../fixtures/course-examples.json';
import { distinctPng } from '../data/picture-files';
import { Workplace } from './run-cli';

let place: Workplace;
beforeAll(async () => {
  place = await Workplace.create();
});
afterAll(() => place.remove());

interface Analysis {
  readonly rows: readonly { readonly id: string; readonly name: string; readonly type: string; readonly outputShape: readonly number[]; readonly activations: number; readonly params: number; readonly macs: number; readonly receptiveField: unknown }[];
  readonly totals: Readonly<Record<string, number>>;
}

describe('analyze', () => {
  it('gives the sizes of LeNet-5', async () => {
    const { rows, totals } = (await place.json(['analyze', 'lenet5'])) as Analysis;
    expect(totals).toEqual({ params: 61_706, trainableParams: 61_706, macs: 416_520, activations: 15_796 });
    expect(rows.find(({ name }) => name === 'conv2')).toEqual({
      id: expect.any(String),
      name: 'conv2',
      type: 'conv2d',
      outputShape: [16, 10, 10],
      activations: 1600,
      params: 2416,
      trainableParams: 2416,
      macs: 240_000,
      activationBytes: 6400,
      receptiveField: 14,
    });
  });

  it('leaves the receptive field of vectors open and tells both sides of an oblong one', async () => {
    const graph = new GraphBuilder(LAYER_CATALOG);
    const picture = graph.add({ type: 'input', params: { shape: [1, 20, 20] } });
    graph.add({ type: 'output', params: { loss: 'mean-squared-error' } }, graph.add({ type: 'conv2d', params: { kernel: [3, 5] } }, picture));
    await writeDocumentFile(place.path('oblong.loom'), createDocument('oblong', graph.build()));
    const oblong = (await place.json(['analyze', 'oblong.loom'])) as Analysis;
    expect(oblong.rows.find(({ type }) => type === 'conv2d')?.receptiveField).toEqual([3, 5]);
    const vector = (await place.json(['analyze', 'perceptron'])) as Analysis;
    expect(vector.rows.map(({ receptiveField }) => receptiveField)).toEqual([null, null, null, null]);
  });

  it('takes folders called train and validation for splits, unless told that they are classes', async () => {
    for (const path of ['train/cat', 'train/dog', 'validation/cat', 'validation/dog']) {
      await mkdir(place.path('pets', path), { recursive: true });
      for (let index = 0; index < 6; index++) await writeFile(place.path('pets', path, `${index}.png`), distinctPng(path.length * 10 + index, 12));
    }
    const classes = async (...layout: string[]) => ((await place.json(['analyze', 'lenet5', '--data', 'pets', ...layout])) as Analysis).rows.at(-1)!.outputShape;
    expect(await classes()).toEqual([2]);
    expect(await classes('--layout', 'classes')).toEqual([4]);
    const { code, stderr } = await place.run(['train', 'mlp', '--data', 'builtin:xor', '--layout', 'classes']);
    expect([code, stderr.trim()]).toEqual([2, expect.stringContaining('--layout is about folders of pictures.') as string]);
  });

  it('reproduces the size table of the course', async () => {
    const graph = new GraphBuilder(LAYER_CATALOG);
    let last: Source = graph.add({ type: 'input', params: { shape: [3, 32, 32] } });
    const layers: readonly NodeSpec[] = [
      { type: 'conv2d', params: { filters: 8, kernel: 5 } },
      { type: 'max-pool2d', params: {} },
      { type: 'conv2d', params: { filters: 16, kernel: 5 } },
      { type: 'max-pool2d', params: {} },
      { type: 'flatten', params: {} },
      { type: 'dense', params: { units: 120 } },
      { type: 'dense', params: { units: 84 } },
      { type: 'dense', params: { units: 10 } },
      { type: 'softmax', params: {} },
    ];
    for (const layer of layers) last = graph.add(layer, last);
    graph.add({ type: 'output', params: { loss: 'cross-entropy-probabilities' } }, last);
    await writeDocumentFile(place.path('course.loom'), createDocument('course', graph.build()));
    const { rows } = (await place.json(['analyze', 'course.loom'])) as Analysis;
    const counted = rows.filter(({ type }) => !['flatten', 'softmax', 'output'].includes(type));
    const channelsFirst = (shape: readonly number[]) => (shape.length === 3 ? [shape[2], shape[0], shape[1]] : shape);
    expect(counted.map(({ outputShape, activations, params }) => ({ outputShape, activations, params }))).toEqual(
      course.lenet_size_table.rows.map(({ shape, activations, params }) => ({ outputShape: channelsFirst(shape), activations, params })),
    );
  });

  it('fits a template to data', async () => {
    const { totals } = (await place.json(['analyze', 'mlp', '--data', 'builtin:spirals'])) as Analysis;
    expect(totals['params']).toBe(3 * 64 + 65 * 64 + 65 * 3);
  });
});

describe('documents', () => {
  it('writes a template that analyses as it does, and does not replace a file unasked', async () => {
    expect(await place.json(['new', 'lenet5', '--out', 'mine.loom'])).toEqual({ file: 'mine.loom', template: 'lenet5', params: 61_706 });
    const { totals } = (await place.json(['analyze', 'mine.loom'])) as Analysis;
    expect(totals['params']).toBe(61_706);
    const again = await place.run(['new', 'lenet5', '--out', 'mine.loom']);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('mine.loom already exists.');
    expect((await place.run(['new', 'lenet5', '--out', 'mine.loom', '--force'])).code).toBe(0);
  });

  it('packs and unpacks', async () => {
    await place.json(['data', 'spirals', '--out', 'spirals', '--count', '30']);
    await place.json(['new', 'mlp', '--data', 'spirals/data.csv', '--out', 'spirals.loom']);
    expect(await place.json(['pack', 'spirals.loom', '--out', 'spirals.loomz', '--data'])).toMatchObject({ file: 'spirals.loomz', files: 3 });
    expect(await place.json(['unpack', 'spirals.loomz', '--out', 'unpacked'])).toMatchObject({ document: 'unpacked/spirals.loom', files: 2 });
    expect(await readFile(place.path('unpacked/data/data.csv'), 'utf8')).toBe(await readFile(place.path('spirals/data.csv'), 'utf8'));
    const { stderr } = await place.run(['analyze', 'unpacked/spirals.loom']);
    expect(stderr).toBe('');
    await writeFile(place.path('broken.loomz'), 'PK not a zip');
    expect((await place.run(['unpack', 'broken.loomz', '--out', 'nowhere'])).code).toBe(1);
  });

  it('prints the op graph', async () => {
    const forward = await place.run(['ir', 'perceptron']);
    expect(forward.stdout).toContain('= Gemm(');
    expect(forward.stdout).not.toContain('# update');
    const step = await place.run(['ir', 'perceptron', '--backward']);
    expect(step.stdout).toMatch(/# update unit/);
    expect(await place.json(['ir', 'lenet5', '--backward'])).toMatchObject([{ name: 'main', nodes: expect.arrayContaining([expect.objectContaining({ op: 'Conv', node: 'conv1', phase: 'forward' })]) }]);
  });

  it('lists the templates', async () => {
    const list = (await place.json(['templates'])) as { name: string; params: number }[];
    expect(list.find(({ name }) => name === 'resnet-small')).toMatchObject({ params: 272_474 });
  });
});
