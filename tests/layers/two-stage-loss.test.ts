/** What detectors of two stages compare, on pictures small enough to do by hand; and their suppression against the greedy one. */
import { describe, expect, it } from 'vitest';
import { differentiate } from '../../engine/compile/3-autodiff';
import { RandomStream } from '../../engine/core/random';
import { BATCH } from '../../engine/core/shape';
import { boxChannels } from '../../engine/layers/detection/head/deltas';
import { keptBoxes } from '../../engine/layers/detection/head/suppress';
import { Builder } from '../../engine/ops/builder';
import { suppress } from '../../engine/vision/nms';
import type { NdArray } from '../interpreter/nd-array';
import { expectClose } from './expect-close';
import { layerNamed, parametersOf } from './lower-layer';
import { interpretGraph } from './run-layer';

const [CLASSES, MOST] = [2, 3];
const NOTHING = [0, 0, 0, 0, -1];

/** Centre, size, class. The second picture is empty. */
const objects = [[20, 20, 20, 20, 1], [60, 40, 40, 20, 0], NOTHING, NOTHING, NOTHING, NOTHING];

/** The first object itself; with an overlap of 3/5; the second one with 1/3; none. */
const regions = [[20, 20, 20, 20], [25, 20, 20, 20], [60, 50, 40, 20], [0, 0, 0, 0]];
const classes = [[0, 2, 0], [0, 0, 0], [1, 0, 0], [5, 5, 5]];
const shifts = [[0, 0, 0, 0], [0, 0, 0, 0.5], [9, 9, 9, 9], [9, 9, 9, 9]];

/** The first object itself; with 3/5 of it; the nearest to the second, with 1/2; two far away. Then score and shifts. */
const anchors = [
  [20, 20, 20, 20, 1, 0, 0, 0, 0],
  [20, 25, 20, 20, 7, 9, 9, 9, 9],
  [60, 40, 80, 20, -1, 0, 0, 0, 0],
  [120, 120, 20, 20, 2, 9, 9, 9, 9],
  [100, 20, 10, 10, 0, 9, 9, 9, 9],
];

const array = (rows: readonly (readonly number[])[], batch: number): NdArray => ({ shape: [batch, rows.length / batch, rows[0]!.length], data: Float64Array.from(rows.flat()) });
const twice = (rows: readonly (readonly number[])[]) => array([...rows, ...rows], 2);

const OPERANDS: Readonly<Record<string, NdArray>> = { anchors: twice(anchors), regions: twice(regions), classes: twice(classes), shifts: twice(shifts) };

/** The loss of both pictures, its named parts and its gradients. */
function compare(type: string, ports: readonly string[], change: Readonly<Record<string, NdArray>> = {}) {
  const layer = layerNamed(type);
  const feeds = { ...OPERANDS, ...change };
  const builder = new Builder();
  const inputs = ports.map((port) => builder.input({ dtype: 'float32', shape: [BATCH, ...feeds[port]!.shape.slice(1)] }, { kind: 'feature', node: port }));
  const parameters = parametersOf(layer, { classes: CLASSES, most: MOST });
  const target = builder.input({ dtype: 'float32', shape: [BATCH, MOST, 5] }, { kind: 'target', node: 'boxes' });
  const { loss, named } = layer.target!.loss({ builder, input: inputs[0]!, inputs, target, parameters });
  const total = builder.sum(loss, [0]);
  builder.output(loss, { kind: 'trace', node: 'loss', name: 'each' });
  builder.output(total, { kind: 'objective' });
  for (const [name, value] of Object.entries(named ?? {})) builder.output(value, { kind: 'trace', node: 'named', name });
  differentiate(builder, total, inputs).forEach((gradient, index) => gradient && builder.output(gradient, { kind: 'gradient', key: ports[index]! }));
  const results = interpretGraph(builder.finish(), { ...feeds, 'boxes:target': array(objects, 2) });
  const of = (name: string) => Array.from(results.get(name)!.data);
  return { each: of('loss:trace:each'), total: of(':objective')[0]!, named: (name: string) => of(`named:trace:${name}`), gradient: (port: string) => of(`${port}:gradient`) };
}

const softplus = (x: number) => Math.log(1 + Math.exp(x));
const mean = (...values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const STAGE = ['regions', 'classes', 'shifts'];
const surprise = (logits: readonly number[], index: number) => Math.log(logits.reduce((sum, x) => sum + Math.exp(x), 0)) - logits[index]!;

describe('regions', () => {
  const found = compare('fast-rcnn-head', STAGE);

  it('stand for the object that they overlap by half or more', () => {
    expect(found.named('assignment').slice(0, 12)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(found.named('assignment').slice(12).every((value) => value === 0)).toBe(true);
  });

  it('are compared by class, and by box where they stand for an object', () => {
    const first = mean(surprise(classes[0]!, 1), surprise(classes[1]!, 1), surprise(classes[2]!, 2));
    const empty = mean(...classes.slice(0, 3).map((logits) => surprise(logits, 2)));
    expectClose(found.named('class_loss'), [first, empty], 'class loss', 1e-6);
    // The shift should have been −5/20 of the width, in tenths; the growth none, but it was half a fifth.
    const missed = (2.5 - 0.5 + 0.5 ** 2 / 2) / 3;
    expectClose(found.named('box_loss'), [missed, 0], 'box loss', 1e-6);
    expectClose(found.each, [first + missed, empty], 'loss', 1e-6);
  });
});

describe('anchors', () => {
  const found = compare('faster-rcnn-head', ['anchors', ...STAGE]);

  it('find the objects that they are alike, or nearest to', () => {
    expect(found.named('anchor_assignment').slice(0, 15)).toEqual([1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('count half for what is there and half for what is not; those between are left alone', () => {
    const first = (mean(softplus(-1), softplus(1)) + mean(softplus(2), softplus(0))) / 2;
    const empty = mean(...anchors.map(([, , , , logit]) => softplus(logit!))) / 2;
    expectClose(found.named('anchor_loss'), [first, empty], 'anchor loss', 1e-6);
    expectClose(found.named('anchor_box_loss'), [(Math.log(2) - 0.5 / 9) / 2, 0], 'box loss', 1e-6);
    const gradient = found.gradient('anchors').slice(9, 18);
    expect(gradient.every((value) => value === 0)).toBe(true);
  });
});

describe('the gradients', () => {
  it.each([['fast-rcnn-head', STAGE], ['faster-rcnn-head', ['anchors', ...STAGE]]] as const)('of the %s equal differences', (type, ports) => {
    const found = compare(type, ports);
    const random = new RandomStream(3, type);
    for (const port of ports.filter((name) => name !== 'regions')) {
      const given = OPERANDS[port]!;
      const direction = given.data.map((_, index) => (port === 'anchors' && index % 9 < 4 ? 0 : random.normal()));
      const at = (distance: number) => compare(type, ports, { [port]: { ...given, data: given.data.map((value, index) => value + distance * direction[index]!) } }).total;
      const slope = found.gradient(port).reduce((sum, value, index) => sum + value * direction[index]!, 0);
      expect(slope, port).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 5);
    }
  });
});

describe('suppression as arithmetic', () => {
  it('keeps what greedy suppression keeps', () => {
    const count = 40;
    const builder = new Builder();
    const boxes = builder.input({ dtype: 'float32', shape: [BATCH, 4, count] }, { kind: 'feature', node: 'boxes' });
    const threshold = 0.4;
    builder.output(keptBoxes(builder, boxChannels(builder, boxes), threshold), { kind: 'prediction', node: 'kept' });
    const graph = builder.finish();
    const random = new RandomStream(9, 'crowds');
    const pictures = Array.from({ length: 30 }, () =>
      Array.from({ length: count }, (_, index) => ({ x: random.between(0, 60), y: random.between(0, 60), width: random.between(5, 50), height: random.between(5, 50), label: 0, score: 1 - index / count })),
    );
    const values = pictures.flatMap((one) => [(box: (typeof one)[0]) => box.x + box.width / 2, (box: (typeof one)[0]) => box.y + box.height / 2, (box: (typeof one)[0]) => box.width, (box: (typeof one)[0]) => box.height].flatMap((value) => one.map(value)));
    const kept = interpretGraph(graph, { boxes: { shape: [pictures.length, 4, count], data: Float64Array.from(values) } }).get('kept')!.data;
    pictures.forEach((one, picture) => {
      const found = one.flatMap((_, index) => (kept[picture * count + index] === 1 ? [index] : []));
      expect(found, `picture ${picture}`).toEqual([...suppress(one, { iou: threshold }).kept]);
    });
  });
});
