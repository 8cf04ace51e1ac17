/** What losses.py of an exported project loses with each detection head, and teaches the maps that it reads, is what the engine loses and teaches. */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { differentiate } from '../../engine/compile/3-autodiff';
import { RandomStream } from '../../engine/core/random';
import { openDataset } from '../../engine/data/open-dataset';
import type { JsonObject } from '../../engine/document/model';
import { inferNetwork, type InferredNode } from '../../engine/infer/infer-network';
import { exportPytorch } from '../../engine/run/export-pytorch';
import { initialTensors } from '../../engine/run/initial-tensors';
import { NetworkBuilder } from '../../engine/templates/network-builder';
import { temporaryFolder } from '../data/temporary-folder';
import { compute, type Given } from '../detection/run-terms';
import { PYTHON, TORCH_MISSING } from './python-torch';

/** Higher than wide, so that nothing mixes up rows and columns. */
const [HEIGHT, WIDTH, CLASSES, MOST] = [96, 64, 8, 7];
const STRIDES = { grid: 16, fine: 8, middle: 16, coarse: 32 };
const THREE = ['fine', 'middle', 'coarse'];
const ANCHORED = 3 * (5 + CLASSES);

/** Name, layer, channels of each map, its maps, its parameters. */
const HEADS: readonly (readonly [name: string, type: string, channels: number, maps: readonly string[], parameters: JsonObject])[] = [
  ['v1', 'yolo-v1-head', 2 * 5 + CLASSES, ['grid'], {}],
  ['v1 of three boxes', 'yolo-v1-head', 3 * 5 + CLASSES, ['grid'], { boxes: 3, boxWeight: 3, confidenceWeight: 2, emptyWeight: 0.7, classWeight: 1.5 }],
  ['v1 with cells beside', 'yolo-v1-head', 2 * 5 + CLASSES, ['grid'], { reach: 0.5 }],
  ['v1 with softmax', 'yolo-v1-head', 2 * 5 + CLASSES, ['grid'], { classLoss: 'cross-entropy' }],
  ['v1 of fine boxes', 'yolo-v1-head', 2 * 5 + CLASSES, ['grid'], { boxScale: 0.1, sideWeight: 30, confidence: 'logistic' }],
  ['v2', 'yolo-v2-head', 5 * (5 + CLASSES), ['grid'], { ignore: 0.3, boxWeight: 3, alike: 0.2 }],
  ['v3', 'yolo-v3-head', ANCHORED, THREE, { ignore: 0.3 }],
  ['v3 of alike anchors', 'yolo-v3-head', ANCHORED, THREE, { alike: 0.3 }],
  ['v5', 'yolo-v5-head', ANCHORED, THREE, { ratio: 2.5, boxWeight: 3, objectWeight: 0.7, classWeight: 0.5 }],
  ...['iou', 'giou', 'diou', 'ciou', 'siou'].map((boxLoss) => [`v6 with ${boxLoss}`, 'yolo-v6-head', 4 + CLASSES, THREE, { boxLoss, candidates: 6 }] as const),
  ['v7', 'yolo-v7-head', ANCHORED, [...THREE, ...THREE.map((name) => `helper-${name}`)], { helperWeight: 0.6 }],
  ['v8', 'yolo-v8-head', 4 * 8 + CLASSES, THREE, { bins: 8, candidates: 5 }],
  ['ssd', 'ssd-head', ANCHORED, THREE, { overlap: 0.4, negatives: 2.5 }],
];

const NOTHING = [0, 0, 0, 0, -1];
/**
 * Centre, size, class. The first picture has the smallest objects, two in one cell, one over the border, a crowd, and two of which one is most
 * like an anchor that the other is more like still; the second has none; the third is full.
 */
const OBJECTS = [
  [[21, 37, 30, 44, 2], [24, 40, 20, 26, 5], [50.5, 12.5, 5, 4, 0], [60, 80, 18, 12, 7], [12, 82, 24, 26, -2 - 3], [44, 60, 20, 17, 3], [44, 60, 9, 22, 6]],
  Array.from({ length: MOST }, () => NOTHING),
  [[32, 48, 60, 90, 1], [30, 46, 40, 42, 3], [15, 15, 16, 16, 4], [45, 20, 10, 22, 6], [44, 70, 33, 14, 0], [14, 71, 12, 9, 1], [55, 55, 6, 6, 2]],
];

interface Answer {
  readonly loss: number;
  /** What the loss changes by with each value of each map. */
  readonly gradients: readonly (readonly number[])[];
}

const READ_LOSSES = `
import json, sys
from pathlib import Path
import torch
from losses import RULES
project, given = (json.loads(Path(name).read_text()) for name in ('project.json', 'given.json'))
answers = {}
for target in project['targets']:
    maps = [torch.tensor(one['data']).reshape(one['shape']).requires_grad_() for one in given['maps'][target['output']]]
    loss = RULES[target['rule']](target, tuple(maps), torch.tensor(given['objects']))
    loss.backward()
    answers[target['output']] = {'loss': loss.item(), 'gradients': [one.grad.flatten().tolist() for one in maps]}
print(json.dumps(answers))
`;

/** Maps of every head: values as networks give them when they have learned a little. */
function givenMaps(name: string, channels: number, maps: readonly string[]): Given[] {
  const random = new RandomStream('maps', name);
  return maps.map((map) => {
    const stride = STRIDES[map.replace('helper-', '') as keyof typeof STRIDES];
    const shape = [OBJECTS.length, channels, HEIGHT / stride, WIDTH / stride];
    return { shape, data: Array.from({ length: shape.reduce((product, size) => product * size) }, () => Math.fround(random.normal())) };
  });
}

/** All heads in one network, each with maps of its own. */
function headNetwork() {
  const network = new NetworkBuilder();
  const picture = network.input([3, HEIGHT, WIDTH]);
  for (const [name, type, filters, maps, params] of HEADS) {
    const inputs = maps.map((map) => {
      const stride = STRIDES[map.replace('helper-', '') as keyof typeof STRIDES];
      return [map, network.layer('conv2d', `${map} of ${name}`, picture, { filters, kernel: stride, stride })] as const;
    });
    network.add({ type, name, params: { ...params, classes: CLASSES, most: MOST }, binding: { column: 'objects' } }, { picture, ...Object.fromEntries(inputs) });
  }
  return network.document('heads');
}

/** The engine, in double precision. */
function engineAnswer({ definition, parameters }: InferredNode, maps: readonly Given[]): Answer & { readonly assigned: number } {
  const picture: Given = { shape: [OBJECTS.length, 1, HEIGHT, WIDTH], data: Array.from({ length: OBJECTS.length * HEIGHT * WIDTH }, () => 0) };
  const target: Given = { shape: [OBJECTS.length, MOST, 5], data: OBJECTS.flat(2) };
  const [loss, assigned, ...gradients] = compute([picture, ...maps, target], (b, values) => {
    const inputs = values.slice(0, -1);
    const { loss: each, weight, named } = definition!.target!.loss({ builder: b, input: inputs[0]!, inputs, target: values.at(-1)!, parameters: parameters! });
    const mean = weight ? b.div(b.sum(each, [0]), b.sum(weight, [0])) : b.mean(each, [0]);
    return [mean, b.sum(named!['assignment']!, [0, 1, 2]), ...differentiate(b, mean, inputs.slice(1)).map((gradient) => gradient!)];
  });
  return { loss: loss![0]!, assigned: assigned![0]!, gradients };
}

describe.skipIf(TORCH_MISSING)(`losses.py${TORCH_MISSING ? `: ${TORCH_MISSING}` : ''}`, () => {
  let found: Readonly<Record<string, Answer>>;
  const document = headNetwork();
  const network = inferNetwork(document);

  beforeAll(async () => {
    const out = join(temporaryFolder(), 'project');
    const dataset = await openDataset({ kind: 'builtin', name: 'scenes', count: 1, seed: 5 }, { seed: 1, validation: 0, test: 0 });
    await exportPytorch({ document, network, weights: initialTensors(network.tensors, 1), dataset, out });
    const maps = Object.fromEntries(HEADS.map(([name, , channels, ports]) => [name, givenMaps(name, channels, ports)]));
    await writeFile(join(out, 'given.json'), JSON.stringify({ maps, objects: OBJECTS }));
    found = JSON.parse(execFileSync(PYTHON, ['-c', READ_LOSSES], { cwd: out, encoding: 'utf8', maxBuffer: 2 ** 28 })) as typeof found;
  }, 60_000);

  it.each(HEADS)('loses and teaches with %s what the engine does', (name, _, channels, maps) => {
    const expected = engineAnswer(network.nodes.find(({ flat }) => flat.path === name)!, givenMaps(name, channels, maps));
    const { loss, gradients } = found[name]!;
    expect(expected.assigned).toBeGreaterThan(5);
    expect(Math.abs(loss - expected.loss), `${loss} for ${expected.loss}`).toBeLessThan(1e-5 * expected.loss);
    expected.gradients.forEach((wanted, index) => {
      const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const error = wanted.reduce((most, value, at) => Math.max(most, Math.abs(value - gradients[index]![at]!)), 0);
      expect(largest, maps[index]).toBeGreaterThan(1e-3);
      expect(error / largest, maps[index]).toBeLessThan(1e-4);
    });
  });
});
