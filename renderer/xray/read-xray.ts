/** An X-ray as the window reads it: rows of the answer with where each of them looks. */
import { placesOf, type Places, type Scale } from '../../engine/layers/detection/head/places';
import type { Xray } from '../../engine/run/xray/answer';
import { decodeRows } from '../../engine/vision/decode/rows';
import type { Found } from '../../engine/vision/decode/found';

export interface ReadXray {
  readonly xray: Xray;
  /** Class names; by number where the data names none. */
  readonly classes: readonly string[];
  /** Every box of the answer, in the order of places. */
  readonly found: readonly Found[];
  /** Of heads over maps. */
  readonly places: Places | undefined;
  /** The maps; none where regions are looked into. */
  readonly grids: readonly Scale[];
  /** Centre and sides of each region; empty for heads over maps. */
  readonly regions: readonly Rectangle[];
  /** Those of the training step, to which the assignment belongs. */
  readonly trainingRegions: readonly Rectangle[];
}

/** The upper left corner and the sides. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Values of a box before the class scores. */
const BOX = 4;

export function readXray(xray: Xray): ReadXray {
  const { rows, columns, values } = xray.prediction;
  const count = xray.classes.length > 0 ? xray.classes.length : columns - BOX;
  const classes = Array.from({ length: count }, (_, label) => xray.classes[label] ?? `class ${label}`);
  const outputs = new Map([['answer', { dtype: 'float32', shape: [rows, columns], data: floats(values) } as const]]);
  const rule = { kind: 'rows', output: 'answer', candidates: 'rows', box: { at: 0, format: 'centre-size', unit: 'pixels' }, scores: { kind: 'each', at: BOX, count, activation: 'none' }, isSuppressed: false } as const;
  const found = decodeRows(rule, outputs, xray.picture, -Infinity);
  const { places } = xray;
  if (places.kind === 'cells') return { xray, classes, found, places: placesOf(places.scales, { anchors: places.anchors, perCell: places.perCell }), grids: places.scales, regions: [], trainingRegions: [] };
  const { regions: ofStep } = xray.training ?? {};
  return { xray, classes, found, places: undefined, grids: [], regions: rectangles(places.regions), trainingRegions: ofStep ? rectangles(ofStep) : [] };
}

/** Of centres and sides, [R, 4]. */
function rectangles(bytes: Uint8Array): Rectangle[] {
  const numbers = floats(bytes);
  return Array.from({ length: numbers.length / BOX }, (_, row): Rectangle => {
    const [x, y, width, height] = numbers.subarray(row * BOX, row * BOX + BOX) as unknown as [number, number, number, number];
    return { x: x - width / 2, y: y - height / 2, width, height };
  });
}

function floats(bytes: Uint8Array): Float32Array {
  // A copy: bytes of a message begin anywhere, numbers do not.
  return new Float32Array(bytes.slice().buffer);
}
