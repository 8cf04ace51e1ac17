/** Heads look at a few candidates of each object; going through all places one by one must give the same assignment. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../engine/document/model';
import { ANCHORS_160 } from '../../engine/layers/detection/head/three-scales';
import { anchorsOf, placesOf, type Places } from '../../engine/layers/detection/head/places';
import { flat, placesByObject, runHead, type GivenObject } from './run-head';

const SIDE = 64;
const CLASSES = 2;
const MAPS = [8, 4, 2].map((cells) => flat([3 * (5 + CLASSES), cells, cells]));
const PLACES = placesOf([8, 4, 2].map((cells) => ({ rows: cells, columns: cells, strideX: SIDE / cells, strideY: SIDE / cells })), { anchors: anchorsOf(ANCHORS_160, 9) });

/** Whole numbers, so that centres lie on borders of cells and shapes are equal now and then; some centres lie on the right or lower edge of the picture. */
const objects = fc.array(
  fc.tuple(fc.integer({ min: 0, max: SIDE }), fc.integer({ min: 0, max: SIDE }), fc.integer({ min: 3, max: 90 }), fc.integer({ min: 3, max: 90 }), fc.integer({ min: 0, max: CLASSES - 1 })),
  { minLength: 1, maxLength: 6 },
);

interface Claim {
  readonly object: number;
  readonly preference: number;
}

/** How well the object and the anchor of a place agree in shape. */
function likeness([, , width, height]: GivenObject, { anchorWidth, anchorHeight }: Places, place: number): number {
  const [across, down] = [anchorWidth[place]!, anchorHeight[place]!];
  const shared = Math.min(width, across) * Math.min(height, down);
  return shared / (width * height + across * down - shared);
}

/** Where in the cell of a place the centre lies, in cells. */
function fromCorner([x, y]: GivenObject, { column, row, strideX, strideY }: Places, place: number): [number, number] {
  return [x / strideX[place]! - column[place]!, y / strideY[place]! - row[place]!];
}

const isWithin = (value: number, reach: number): boolean => value >= -reach && value < 1 + reach;

/** Every place keeps the claim that it prefers, of equal ones that of the first object. */
function settled(given: readonly GivenObject[], claims: (object: GivenObject, place: number) => boolean): number[][] {
  const owners = Array.from({ length: PLACES.count }, (_, place) =>
    given.reduce<Claim | undefined>((best, object, index) => {
      if (!claims(object, place)) return best;
      const preference = likeness(object, PLACES, place);
      return best && best.preference >= preference ? best : { object: index, preference };
    }, undefined),
  );
  return given.map((_, object) => owners.flatMap((owner, place) => (owner?.object === object ? [place] : [])));
}

function expectSettled(head: string, parameters: JsonObject, claims: (object: GivenObject, place: number) => boolean): void {
  const property = fc.property(objects, (given) => {
    const { named } = runHead(head, { classes: CLASSES, ...parameters }, [SIDE, SIDE], MAPS, given);
    expect(placesByObject(named['assignment']!, given.length)).toEqual(settled(given, claims));
  });
  fc.assert(property, { numRuns: 40 });
}

describe('candidates', () => {
  it('of anchors of about the size, in the cell and the two beside it (v5)', () => {
    const claims = (object: GivenObject, place: number): boolean => {
      const [x, y] = fromCorner(object, PLACES, place);
      const near = (isWithin(x, 0.5) && isWithin(y, 0)) || (isWithin(x, 0) && isWithin(y, 0.5));
      const factors = [object[2] / PLACES.anchorWidth[place]!, object[3] / PLACES.anchorHeight[place]!];
      return near && factors.every((factor) => factor < 4 && factor > 1 / 4);
    };
    expectSettled('yolo-v5-head', {}, claims);
  });

  it('of the anchor most like it and all that are alike enough, in the cell (v3)', () => {
    // Exact in float32, as a share that shapes can have.
    const alike = 0.3125;
    const inCell = (object: GivenObject, place: number) => fromCorner(object, PLACES, place).every((value) => isWithin(value, 0));
    const claims = (object: GivenObject, place: number): boolean => {
      if (!inCell(object, place)) return false;
      const own = Array.from({ length: PLACES.count }, (_, other) => other).filter((other) => inCell(object, other));
      const best = own.reduce((first, other) => (likeness(object, PLACES, other) > likeness(object, PLACES, first) ? other : first), own[0]!);
      return place === best || likeness(object, PLACES, place) >= alike;
    };
    expectSettled('yolo-v3-head', { alike }, claims);
  });
});
