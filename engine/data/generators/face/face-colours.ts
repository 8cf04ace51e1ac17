/** What is painted on a face: brows, eyes, lips, the shadow of a beard, glasses, and where the hair begins. */
import type { Colour } from '../scene';
import type { FaceShape, Place } from './face-shape';

export interface FaceLook {
  readonly skin: Colour;
  readonly hair: Colour;
  /** Negative for none, then to the shoulders at 1. */
  readonly hairLength: number;
  /** Where the forehead ends: 0 far up, 1 low. */
  readonly hairline: number;
  readonly brows: number;
  readonly iris: Colour;
  /** Where the eyes look, −1 … 1 right and down. */
  readonly gaze: readonly [number, number];
  readonly lips: Colour;
  /** 0 … 1 */
  readonly beard: number;
  readonly glasses?: Colour;
  readonly clothes: Colour;
}

const WHITE: Colour = [0.93, 0.92, 0.9];
const DARK: Colour = [0.07, 0.05, 0.05];
const MOUTH: Colour = [0.25, 0.07, 0.07];
const TEETH: Colour = [0.92, 0.9, 0.85];

function mixed(a: Colour, b: Colour, share: number): Colour {
  return [a[0]! + (b[0]! - a[0]!) * share, a[1]! + (b[1]! - a[1]!) * share, a[2]! + (b[2]! - a[2]!) * share];
}

function step(from: number, to: number, value: number): number {
  const share = Math.min(Math.max((value - from) / (to - from), 0), 1);
  return share * share * (3 - 2 * share);
}

/** The colour of every place of a face. */
export function faceColours(shape: FaceShape, look: FaceLook): (place: Place) => Colour {
  const { points } = shape;
  const part = (from: number, to: number) => points.slice(from, to + 1);
  const [rightBrow, leftBrow] = [part(17, 21), part(22, 26)];
  const [rightEye, leftEye] = [rounded(part(36, 41)), rounded(part(42, 47))];
  const [outerLips, innerLips] = [rounded(part(48, 59)), rounded(part(60, 67))];
  const eyes = [[rightEye, middle(part(36, 41))], [leftEye, middle(part(42, 47))]] as const;
  const [lipTop, lipBottom] = [Math.min(...outerLips.map(([, y]) => y)), Math.max(...outerLips.map(([, y]) => y))];
  const hairEdge = -1.05 + 0.35 * look.hairline;
  return (place) => {
    const [x, y] = place;
    if (look.hairLength >= 0 && y < hairEdge + 0.55 * Math.abs(x) ** 3) return look.hair;
    let colour = skinAt(place, look);
    if (y < -0.2) {
      const brow = distanceTo(x < 0 ? rightBrow : leftBrow, place);
      colour = mixed(colour, look.hair, 0.9 * (1 - step(look.brows * 0.6, look.brows, brow)));
    }
    const nostril = length((Math.abs(x) - 0.1) * 1.1, (y - 0.415) * 1.6);
    if (nostril < 0.05) colour = mixed(colour, DARK, 0.75 * (1 - step(0.02, 0.05, nostril)));
    if (y > lipTop && y < lipBottom) colour = lipsAt(place, colour, outerLips, innerLips, look);
    for (const [lids, centre] of eyes) colour = eyeAt(place, colour, lids, centre, look);
    return look.glasses ? glassesAt(place, colour, look.glasses, eyes[1][1]) : colour;
  };
}

function skinAt([x, y]: Place, { skin, beard, hair }: FaceLook): Colour {
  const blush = 0.14 * Math.exp(-(((Math.abs(x) - 0.55) / 0.25) ** 2) - ((y - 0.3) / 0.2) ** 2);
  const socket = 0.12 * Math.exp(-(((Math.abs(x) - 0.4) / 0.25) ** 2) - ((y + 0.2) / 0.16) ** 2);
  const warm = mixed(mixed(skin, [0.85, 0.3, 0.28], blush), mixed(skin, DARK, 0.6), socket);
  // A beard covers chin and jaw and the lip above the mouth.
  const chin = step(0.5, 0.75, y + 0.45 * Math.abs(x)) * step(0.3, 0.55, y);
  return mixed(warm, hair, 0.85 * beard * chin);
}

function lipsAt(place: Place, under: Colour, outer: readonly Place[], inner: readonly Place[], { lips }: FaceLook): Colour {
  if (!isInside(outer, place)) return under;
  if (!isInside(inner, place)) return mixed(lips, DARK, 0.25 * (1 - step(0, 0.03, distanceTo([...inner, inner[0]!], place))));
  const teeth = Math.min(...inner.map(([, y]) => y)) + 0.09;
  return place[1] < teeth ? TEETH : MOUTH;
}

function eyeAt(place: Place, under: Colour, lids: readonly Place[], [middleX, middleY]: Place, { iris, gaze }: FaceLook): Colour {
  const [x, y] = place;
  if (Math.abs(x - middleX) > 0.3 || Math.abs(y - middleY) > 0.25) return under;
  const upper = lids.slice(0, lids.length / 2 + 1);
  const lash = 1 - step(0.012, 0.035, distanceTo(upper, place));
  if (!isInside(lids, place)) return mixed(under, DARK, 0.8 * lash);
  const away = length(x - middleX - 0.05 * gaze[0], y - middleY - 0.025 * gaze[1] + 0.01);
  let colour = mixed(WHITE, DARK, 0.25 * lash);
  colour = mixed(iris, colour, step(0.075, 0.095, away));
  colour = mixed(DARK, colour, step(0.03, 0.045, away));
  const shine = length(x - middleX - 0.05 * gaze[0] - 0.03, y - middleY + 0.04);
  return mixed([1, 1, 1], colour, step(0.012, 0.028, shine));
}

function glassesAt([x, y]: Place, under: Colour, frame: Colour, [eyeX, eyeY]: Place): Colour {
  const ring = Math.abs(length((Math.abs(x) - eyeX) / 0.31, (y - eyeY) / 0.26) - 1);
  const bridge = Math.abs(x) < eyeX - 0.28 ? Math.abs(y - eyeY + 0.06) / 0.3 : 1;
  const temple = Math.abs(x) > eyeX + 0.28 ? Math.abs(y - eyeY + 0.06) / 0.3 : 1;
  return mixed(frame, under, step(0.08, 0.16, Math.min(ring, bridge, temple)));
}

/** A closed curve through the places, with two more points between any two of them. */
function rounded(places: readonly Place[]): Place[] {
  const count = places.length;
  return places.flatMap((_, index) => {
    const [a, b, c, d] = [-1, 0, 1, 2].map((step) => places[(index + step + count) % count]!) as [Place, Place, Place, Place];
    return [0, 1 / 3, 2 / 3].map((t): Place => [spline(a[0], b[0], c[0], d[0], t), spline(a[1], b[1], c[1], d[1], t)]);
  });
}

/** Catmull–Rom, half as tight, so that corners of eyes and mouths stay pointed. */
function spline(a: number, b: number, c: number, d: number, t: number): number {
  const [into, out] = [(c - a) * 0.3, (d - b) * 0.3];
  return b + into * t + (3 * (c - b) - 2 * into - out) * t ** 2 + (2 * (b - c) + into + out) * t ** 3;
}

function middle(places: readonly Place[]): Place {
  return [0, 1].map((axis) => places.reduce((sum, place) => sum + place[axis]!, 0) / places.length) as unknown as Place;
}

function isInside(outline: readonly Place[], [x, y]: Place): boolean {
  let inside = false;
  for (const [index, [toX, toY]] of outline.entries()) {
    const [fromX, fromY] = outline[(index + outline.length - 1) % outline.length]!;
    if (fromY > y !== toY > y && x < fromX + ((toX - fromX) * (y - fromY)) / (toY - fromY)) inside = !inside;
  }
  return inside;
}

/** From a place to the line through the given ones. */
function distanceTo(line: readonly Place[], [x, y]: Place): number {
  let nearest = Infinity;
  for (let at = 1; at < line.length; at++) {
    const [from, to] = [line[at - 1]!, line[at]!];
    const [dx, dy, px, py] = [to[0] - from[0], to[1] - from[1], x - from[0], y - from[1]];
    const share = Math.min(Math.max((px * dx + py * dy) / (dx * dx + dy * dy || 1), 0), 1);
    const [awayX, awayY] = [px - share * dx, py - share * dy];
    nearest = Math.min(nearest, awayX * awayX + awayY * awayY);
  }
  return Math.sqrt(nearest);
}

function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}
