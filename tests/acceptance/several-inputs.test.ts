/** A picture and three numbers go in, a class and a number come out: trained, exported, evaluated and asked. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import { openBuiltin } from '../../engine/data/generators';
import { writeDocumentFile } from '../../engine/files/document-file';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { Workplace } from '../cli/run-cli';

let place: Workplace;
const SPLIT = { seed: 1, validation: 0.1, test: 0.1 };

/** Both branches meet in one vector; each answer has a loss of its own, and the number counts half. */
async function writeNetwork(): Promise<void> {
  const { columns } = await openBuiltin({ kind: 'builtin', name: 'dials', count: 20 }, SPLIT);
  const image = columns.find(({ kind }) => kind === 'image')!;
  const [category] = columns.filter(({ kind, isTarget }) => kind === 'category' && isTarget);
  const [value] = columns.filter(({ kind, isTarget }) => kind === 'number' && isTarget);
  const numbers = columns.filter(({ kind, isTarget }) => kind === 'number' && !isTarget).map(({ name }) => name);
  const graph = new GraphBuilder(LAYER_CATALOG);
  const { channels, height, width } = image.image!;
  const picture = graph.add({ type: 'input', name: 'picture', params: { shape: [channels, height, width] }, binding: { column: image.name } });
  const conv = graph.add({ type: 'conv2d', name: 'conv', params: { filters: 8, stride: 2 } }, picture);
  const relu = graph.add({ type: 'relu', name: 'relu' }, conv);
  const flat = graph.add({ type: 'flatten', name: 'flat' }, relu);
  const settings = graph.add({ type: 'input', name: 'settings', params: { shape: [numbers.length] }, binding: { columns: numbers } });
  const both = graph.add({ type: 'concat', name: 'both' }, { in1: flat, in2: settings });
  const hidden = graph.add({ type: 'dense', name: 'hidden', params: { units: 32 } }, both);
  const active = graph.add({ type: 'relu', name: 'active' }, hidden);
  const scores = graph.add({ type: 'dense', name: 'scores', params: { units: category!.classes!.length } }, active);
  graph.add({ type: 'output', name: 'status', binding: { column: category!.name } }, scores);
  const reading = graph.add({ type: 'dense', name: 'reading', params: { units: 1 } }, active);
  graph.add({ type: 'output', name: 'value', params: { loss: 'mean-squared-error', lossWeight: 0.5 }, binding: { column: value!.name } }, reading);
  await writeDocumentFile(place.path('dials.loom'), createDocument('dials', graph.build()));
}

beforeAll(async () => {
  place = await Workplace.create();
  await writeNetwork();
});

afterAll(() => place.remove());

test('trains on a table of pictures and numbers, exports, evaluates and predicts', async () => {
  await place.json(['data', 'dials', '--out', 'table', '--count', '600', '--seed', '1']);
  const csv = place.path('table', 'data.csv');
  const trained = await place.run(['train', 'dials.loom', '--data', csv, '--target', 'reading,status', '--epochs', '6', '--out', 'run', '--json']);
  expect(trained.code, trained.stderr + trained.stdout.slice(-500)).toBe(0);
  const epochs = trained.stdout.trim().split('\n').map((line) => JSON.parse(line) as { event: string; valLoss?: number }).filter(({ event }) => event === 'epoch');
  expect(epochs.at(-1)!.valLoss).toBeLessThan(epochs[0]!.valLoss! * 0.7);

  await place.json(['export', 'run', '--format', 'onnx', '--out', 'm.onnx']);
  const ofRun = (await place.json(['evaluate', 'run', '--data', csv])) as { loss: number };
  const ofFile = (await place.json(['evaluate', 'm.onnx', '--data', csv])) as { loss: number };
  expect(ofFile.loss).toBeCloseTo(ofRun.loss, 5);
}, 240_000);

test('an input that is not given is asked for by name', async () => {
  const { code, stderr } = await place.run(['predict', 'm.onnx', '--input', 'limit=3']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/The model needs a value for “.+”\. Give --input .+=VALUE\./);
}, 60_000);

test('a class column bound to nothing blocks training with a sentence', async () => {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const input = graph.add({ type: 'input', name: 'settings', params: { shape: [2] } });
  graph.add({ type: 'output', name: 'status', params: { loss: 'mean-squared-error' } }, input);
  await writeDocumentFile(place.path('open.loom'), createDocument('open', graph.build()));
  const { code, stderr } = await place.run(['train', 'open.loom', '--data', place.path('table', 'data.csv'), '--target', 'reading,status']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/“(settings|status)”/);
}, 60_000);
