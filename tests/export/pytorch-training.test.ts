/** Exported projects of networks that see: two steps of train.py lose what two steps here lose, and their rows are the same. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DataSource } from '../../engine/data/dataset';
import { assembleBatch } from '../../engine/data/batches';
import { openDataset } from '../../engine/data/open-dataset';
import type { Source } from '../../engine/document/graph-builder';
import type { JsonObject, LoomDocument } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { exportPytorch } from '../../engine/run/export-pytorch';
import { initialTensors } from '../../engine/run/initial-tensors';
import { planTraining } from '../../engine/run/training-plan';
import { loweringTarget } from '../../engine/run/tuning';
import { requireTemplate } from '../../engine/templates';
import { defineBlock, NetworkBuilder } from '../../engine/templates/network-builder';
import { temporaryFolder } from '../data/temporary-folder';
import { eventsOf, runOptions, train } from '../run/follow-run';
import { trainingSettings } from '../run/networks';
import { PYTHON, TORCH_MISSING } from './python-torch';

const SPLIT = { seed: 1, validation: 0, test: 0 };
const SCENES: DataSource = { kind: 'builtin', name: 'scenes', count: 6, seed: 5 };
const HANDS: DataSource = { kind: 'builtin', name: 'hand', count: 6, seed: 5 };
const CLASSES = 8;
const REGIONS = 25;
/** The gradient counts as much as the loss: the second step begins where the first has gone. */
const TRAINING = trainingSettings({ epochs: 2, batchSize: 100, shuffle: false, optimizer: { name: 'sgd', learningRate: 1e-3 } });

type Inputs = Parameters<NetworkBuilder['layer']>[2];

/** Two detection heads over three maps, and two losses over the pixels; weighted so that all count about as much. */
function sceneNetwork(height: number, width: number): LoomDocument {
  const network = new NetworkBuilder();
  const picture = network.input([3, height, width]);
  const stem = network.layer('conv2d', 'stem', picture, { filters: 8, kernel: 8, stride: 8 });
  let last: Source = stem;
  const maps = ['fine', 'middle', 'coarse'].map((name, index) => {
    if (index > 0) last = network.layer('conv2d', `down ${name}`, network.layer('tanh', `bent ${name}`, last), { filters: 8, kernel: 2, stride: 2 });
    return [name, last] as const;
  });
  const readings = (head: string, filters: number, prefix = '') => Object.fromEntries(maps.map(([name, map]) => [`${prefix}${name}`, network.layer('conv2d', `${prefix}${name} ${head}`, map, { filters, kernel: 1 })]));
  const add = (type: string, name: string, column: string, inputs: Inputs, params: JsonObject) => network.add({ type, name, params, binding: { column } }, inputs);
  const anchored = 3 * (5 + CLASSES);
  add('yolo-v7-head', 'v7', 'objects', { picture, ...readings('v7', anchored), ...readings('v7', anchored, 'helper-') }, { classes: CLASSES, lossWeight: 0.03 });
  add('yolo-v8-head', 'v8', 'objects', { picture, ...readings('v8', 4 * 8 + CLASSES) }, { classes: CLASSES, bins: 8, lossWeight: 0.1 });
  const pixels = network.layer('conv2d', 'pixels', network.layer('tanh', 'bent', stem), { filters: CLASSES + 1, kernel: 1 });
  add('output', 'mixed', 'mask', pixels, { loss: 'cross-entropy-and-dice', labelSmoothing: 0.1, diceShare: 0.3 });
  add('output', 'focal', 'mask', pixels, { loss: 'focal', classWeights: [0.2, 1, 1, 1, 1, 1, 1, 1, 2] });
  return network.document('scenes');
}

/** What reads the regions of a detector of two stages. */
function addRegionReader(network: NetworkBuilder, features: Source, regions: Source) {
  const cut = network.layer('roi-align', 'cut', { features, regions }, { size: 3, stride: 8 });
  const told = network.layer('reshape', 'per region', cut, { shape: [REGIONS, -1] });
  return { regions, classes: network.layer('dense', 'classes', told, { units: CLASSES + 1 }), shifts: network.layer('dense', 'shifts', told, { units: 4 }) };
}

/** Windows in a block, which is handed the true boxes; so few of them that boxes take the place of half. */
function windowNetwork(height: number, width: number): LoomDocument {
  const network = new NetworkBuilder();
  const picture = network.input([3, height, width]);
  const stem = network.layer('conv2d', 'stem', picture, { filters: 8, kernel: 8, stride: 8 });
  const windows = defineBlock('windows', '', [], (inner, input) => ({ node: inner.layer('sliding-windows', 'windows', { picture: input }, { sizes: [32], step: 1 }).id, port: 'regions' }), { in: 'image', out: 'any' });
  const regions = network.block(windows, { name: 'look' }, picture);
  network.layer('fast-rcnn-head', 'found', addRegionReader(network, stem, regions), { classes: CLASSES });
  return network.document('windows');
}

/** Proposals, which learn too. */
function proposalNetwork(height: number, width: number): LoomDocument {
  const network = new NetworkBuilder();
  const picture = network.input([3, height, width]);
  const stem = network.layer('conv2d', 'stem', picture, { filters: 8, kernel: 8, stride: 8 });
  const read = (name: string, filters: number) => network.layer('conv2d', name, stem, { filters, kernel: 1 });
  const { id: node } = network.layer('region-proposals', 'proposals', { picture, scores: read('scores', 9), shifts: read('moves', 36) }, { count: REGIONS });
  const answers = addRegionReader(network, stem, { node, port: 'regions' });
  network.layer('faster-rcnn-head', 'found', { anchors: { node, port: 'anchors' }, ...answers }, { classes: CLASSES });
  return network.document('proposals');
}

/** Points as a vector and as maps. */
function handNetwork(height: number, width: number): LoomDocument {
  const network = new NetworkBuilder();
  const picture = network.input([3, height, width]);
  const coarse = network.layer('flatten', 'flat', network.layer('conv2d', 'coarse', picture, { filters: 4, kernel: 16, stride: 16 }));
  const add = (type: string, name: string, inputs: Inputs, params: JsonObject) => network.add({ type, name, params, binding: { column: 'points' } }, inputs);
  add('landmark-output', 'vector', { picture, in: network.layer('dense', 'told', coarse, { units: 84 }) }, { depthWeight: 0.3, hiddenWeight: 0.2 });
  add('heatmap-output', 'maps', { picture, in: network.layer('conv2d', 'heat', picture, { filters: 63, kernel: 8, stride: 8 }) }, { distance: 'smooth-l1' });
  return network.document('hands');
}

const MOVED = [['heads and masks', sceneNetwork, SCENES, 160], ['points', handNetwork, HANDS, 96]] as const;
const TRAINED = [...MOVED, ['windows', windowNetwork, SCENES, 160], ['proposals', proposalNetwork, SCENES, 160]] as const;

/** Prints what every target of the rows that train is to be, by target. */
const READ_ROWS = `
import json
from pathlib import Path
from rows import Rows
project, data = (json.loads(Path(name).read_text()) for name in ('project.json', 'data.json'))
truths = [truths for _, truths in Rows(project, data, 'train', Path(data['folder']), True)]
print(json.dumps([[value for row in rows for value in row.flatten().tolist()] for rows in zip(*truths)]))
`;

async function writeProject(document: LoomDocument, source: DataSource) {
  const network = inferNetwork(document);
  const out = join(temporaryFolder(), 'project');
  const dataset = await openDataset(source, SPLIT);
  const report = await exportPytorch({ document, network, weights: initialTensors(network.tensors, document.training?.seed ?? 1), dataset, out });
  return { out, dataset, report };
}

/** Of every epoch, to the four digits that are printed. */
async function expectSameLosses(document: LoomDocument, source: DataSource): Promise<void> {
  const { out } = await writeProject(document, source);
  const events = await train(runOptions(join(temporaryFolder(), 'run'), document, { source, split: SPLIT }));
  const expected = eventsOf(events, 'epoch').map((epoch) => epoch.train.loss);
  const printed = execFileSync(PYTHON, ['train.py'], { cwd: out, encoding: 'utf8' });
  const found = [...printed.matchAll(/: loss ([\d.]+)/g)].map(([, loss]) => Number(loss));
  expect(found).toHaveLength(document.training!.epochs);
  expected.forEach((loss, step) => expect(Math.abs(found[step]! - loss), `step ${step + 1}: ${found[step]} for ${loss}`).toBeLessThan(1e-4 + 1e-5 * loss));
  expect(Math.abs(expected[1]! - expected[0]!)).toBeGreaterThan(0.01);
}

describe.skipIf(TORCH_MISSING)(`train.py${TORCH_MISSING ? `: ${TORCH_MISSING}` : ''}`, () => {
  it.each(TRAINED)('loses with %s what LayerLoom loses', async (_, build, source, side) => {
    await expectSameLosses({ ...build(side, side), training: TRAINING }, source);
  }, 120_000);

  it('steps with Muon as LayerLoom does, kernels and biases', async () => {
    await expectSameLosses({ ...handNetwork(96, 96), training: { ...TRAINING, epochs: 4, program: [{ ...TRAINING.program[0]!, optimizer: { name: 'muon', learningRate: 0.01 } }] } }, HANDS);
  }, 120_000);

  it.each(MOVED)('moves %s as LayerLoom does', async (_, build, source, side) => {
    // Draws without a choice: mirrored, and larger by a factor that puts no pixel's middle on an edge.
    const augmentation: readonly JsonObject[] = [{ kind: 'flip-horizontal', probability: 1 }, { kind: 'scale', smallest: 1.27, largest: 1.27 }];
    const steps: readonly JsonObject[] = [{ kind: 'resize', height: side, width: side + 32, mode: 'pad' }, { kind: 'channels', channels: 3 }, { kind: 'scale', factor: 1 / 255 }];
    const document = { ...build(side, side + 32), training: TRAINING, data: { source, augmentation, preprocessing: { image: steps } } as unknown as NonNullable<LoomDocument['data']> };
    const { out, dataset } = await writeProject(document, source);
    const plan = planTraining(document, dataset, loweringTarget('cpu'));
    const { tensors } = await assembleBatch(dataset, dataset.splits.train, plan.bindings, { seed: 1, epoch: 0, augment: true });
    const found = JSON.parse(execFileSync(PYTHON, ['-c', READ_ROWS], { cwd: out, encoding: 'utf8', maxBuffer: 2 ** 28 })) as readonly (readonly number[])[];
    expect(found).toHaveLength(plan.signature.targets.length);
    for (const [index, { node, column, kind }] of plan.signature.targets.entries()) {
      const wanted = tensors[`${column} for ${node}`]!.data;
      expect(found[index]!.length, node).toBe(wanted.length);
      const wrong = found[index]!.filter((value, at) => Math.abs(value - Number(wanted[at])) > 1e-3).length;
      // Float32 may put the middle of a pixel beyond an edge.
      expect(wrong / wanted.length, node).toBeLessThanOrEqual(kind === 'mask' ? 0.002 : 0);
    }
  }, 120_000);
});

it('says which rule train.py lacks, and how the network is trained here', async () => {
  const document = requireTemplate('rcnn-small').build({ input: [3, 160, 160], classes: CLASSES });
  const { out, report } = await writeProject(document, SCENES);
  expect(report.files).not.toContain('losses.py');
  const text = await readFile(join(out, 'train.py'), 'utf8');
  expect(text.split('\n').slice(0, 8).join('\n')).toContain('    “search” (Selective search)');
  expect(text).toContain('    layerloom train rcnn-small.loom --data builtin:scenes:6');
});
