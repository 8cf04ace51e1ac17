/** The X-ray of a frame equals the answer of the network in use and the trace of its training step; shares of a loss add up to it. */
import { afterAll, describe, expect, it } from 'vitest';
import { openDataset } from '../../engine/data/open-dataset';
import type { LoomDocument } from '../../engine/document/model';
import { placesOf } from '../../engine/layers/detection/head/places';
import { Looks } from '../../engine/run/look';
import { Traces } from '../../engine/run/trace';
import type { Xray } from '../../engine/run/xray/answer';
import { Xrays } from '../../engine/run/xray/xray';
import { requireTemplate } from '../../engine/templates';
import { fitTemplate } from '../../engine/templates/fit-to-data';

const SOURCE = { kind: 'builtin', name: 'scenes', count: 12, seed: 5 } as const;
const SPLIT = { seed: 1, validation: 0.2, test: 0 };
const { columns } = await openDataset(SOURCE, SPLIT, { check: 'none' });
const sample = { kind: 'row', source: SOURCE, split: SPLIT, row: 2 } as const;

const traces = new Traces();
const xrays = new Xrays(new Looks());
afterAll(async () => {
  await xrays.close();
  await traces.close();
});

function detector(name: string): { readonly document: LoomDocument; readonly version: string } {
  return { document: { ...fitTemplate(requireTemplate(name), columns), data: { source: SOURCE, split: SPLIT } }, version: name };
}

/** A value of the training step. */
async function traced(name: string, value: string): Promise<Float64Array> {
  const { values } = await traces.values({ from: detector(name), mode: 'train', samples: [{ kind: 'rows', source: SOURCE, split: SPLIT, rows: [sample.row] }], name: value });
  return new Float64Array(values.slice().buffer);
}

function expectShares(xray: Xray, shared: readonly string[]): void {
  const { terms, objects } = xray.training!;
  expect(terms.filter(({ shares }) => shares).map(({ name }) => name)).toEqual(shared);
  for (const { name, value, shares } of terms) {
    if (!shares) continue;
    expect(shares.objects, name).toHaveLength(objects.length);
    const sum = shares.objects.reduce((total, share) => total + share, shares.empty);
    expect(Math.abs(sum - value), name).toBeLessThan(1e-4 * Math.max(1, Math.abs(value)));
  }
}

/** IoU of two boxes by centre and sides. */
function overlap(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const along = (axis: 0 | 1): number => Math.max(0, Math.min(one[axis]! + one[axis + 2]! / 2, other[axis]! + other[axis + 2]! / 2) - Math.max(one[axis]! - one[axis + 2]! / 2, other[axis]! - other[axis + 2]! / 2));
  const shared = along(0) * along(1);
  return shared / (one[2]! * one[3]! + other[2]! * other[3]! - shared);
}

describe('a frame of a data set', () => {
  it.each([
    ['yolo-v1-small', ['box_loss', 'confidence_loss', 'empty_loss', 'class_loss']],
    ['yolo-v2-small', ['box_loss', 'object_loss', 'empty_loss', 'class_loss']],
    ['yolo-v3-small', ['box_loss', 'object_loss', 'class_loss']],
    ['yolo-v5-small', ['box_loss', 'object_loss', 'class_loss']],
    ['yolo-v8-small', ['box_loss', 'class_loss', 'bin_loss']],
    ['yolo-v7-small', ['lead_loss', 'helper_loss']],
    ['ssd-small', ['box_loss', 'class_loss', 'empty_loss']],
  ])('%s: assignment and terms are those of the trace, and each term is shared out among the objects', async (name, shared) => {
    const xray = await xrays.xray({ from: detector(name), sample });
    expect(xray.head).toBe('objects');
    expect(xray.picture).toMatchObject({ width: 160, height: 160, channels: 3 });
    expect(xray.origin.kind).toBe('untrained');
    const [target, assignment] = [await traced(name, 'objects.target'), await traced(name, 'objects.assignment')];
    const { rows } = xray.prediction;
    const { objects, terms } = xray.training!;
    expect(objects.length).toBeGreaterThan(2);
    objects.forEach(({ box, label, places }, object) => {
      expect([...box, label]).toEqual([...target.subarray(object * 5, object * 5 + 5)]);
      expect(places.map(({ place }) => place)).toEqual([...assignment.subarray(object * rows, (object + 1) * rows)].flatMap((value, place) => (value === 1 ? [place] : [])));
    });
    for (const term of terms) expect(term.value).toBe((await traced(name, `objects.${term.name}`))[0]);
    expectShares(xray, shared);
    if (xray.places.kind !== 'cells') throw new Error('cells were expected');
    const { scales, perCell, anchors } = xray.places;
    expect(placesOf(scales, { anchors, perCell }).count).toBe(rows);
  }, 60_000);

  it('of two stages tells the regions that were looked into, and the anchors of the first stage', async () => {
    const xray = await xrays.xray({ from: detector('faster-rcnn-small'), sample });
    if (xray.places.kind !== 'regions') throw new Error('regions were expected');
    expect(xray.places.from).toBe('Region proposals');
    expect(xray.places.regions.length).toBe(xray.prediction.rows * 4 * 4);
    const { objects, regions } = xray.training!;
    expect(objects.some(({ anchors }) => anchors! > 0)).toBe(true);
    // They are those of the same step: each one that answers for an object overlaps it by half.
    const given = new Float32Array(regions!.slice().buffer);
    expect([...given]).toEqual([...(await traced('faster-rcnn-small', 'proposals.regions'))]);
    for (const { box, places } of objects) for (const { place } of places) expect(overlap(box, given.subarray(place * 4, place * 4 + 4))).toBeGreaterThanOrEqual(0.5 - 1e-6);
    expectShares(xray, ['anchor_loss', 'anchor_box_loss', 'class_loss', 'box_loss']);
  }, 60_000);

  it('is timed and answered without the training graph where heads are compared', async () => {
    const xray = await xrays.xray({ from: detector('yolo-v1-small'), sample, answersOnly: true });
    expect(xray.training).toBeUndefined();
    expect(xray.milliseconds).toBeGreaterThan(0);
    expect(xray.prediction.values.length).toBe(xray.prediction.rows * xray.prediction.columns * 4);
  });
});

it('a network without a head is told so', async () => {
  await expect(xrays.xray({ from: detector('unet-small'), sample })).rejects.toThrow('The network has no head that finds objects.');
});
