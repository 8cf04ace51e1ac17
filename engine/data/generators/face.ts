import { FACE_SKELETON } from '../../vision/skeletons';
import type { Pixels, Points } from '../dataset';
import { balancedLabel, rememberLatest, sampleStream, type Generator, type Sample } from './generator';
import { developed } from './grain';
import type { RandomStream } from '../../core/random';
import { drawLook } from './face/draw-look';
import type { Expression } from './face/face-shape';
import { paintFace, placeFace, type HeldHead } from './face/paint-face';
import { drawLight, drawWall, paintThings, paintWall } from './solid/backdrop';
import { shade } from './solid/shade';
import { SolidCanvas } from './solid/solid-canvas';
import type { Vector } from './solid/vector';

const NAME = 'face';
const SIZE = 96;
/** Canvas pixels per picture pixel, along each side. */
const FINER = 2;
/** How often something stands in front of the face. */
const HIDDEN = 0.15;
/** How far below the surface a point may lie to count as seen, as a share of half the width of the face. */
const TOLERANCE = 0.09;

const EXPRESSIONS = {
  calm: { open: 0, smile: 0.05, brows: 0, closed: 0 },
  smile: { open: 0.15, smile: 0.9, brows: 0.1, closed: 0.05 },
  astonished: { open: 0.8, smile: 0, brows: 0.9, closed: 0 },
  angry: { open: 0.05, smile: -0.45, brows: -0.5, closed: 0.2 },
  'eyes closed': { open: 0, smile: 0.1, brows: 0, closed: 1 },
} as const satisfies Record<string, Expression>;
const NAMES = Object.keys(EXPRESSIONS) as (keyof typeof EXPRESSIONS)[];

function expression(sample: Sample): number {
  return balancedLabel(NAME, sample, NAMES.length);
}

/** An expression near the named one. */
function drawExpression(random: RandomStream, { open, smile, brows, closed }: Expression): Expression {
  const near = (value: number, least: number) => Math.min(Math.max(value + 0.12 * random.normal(), least), 1);
  // Closed eyes are closed.
  return { open: near(open, 0), smile: near(smile, -0.5), brows: near(brows, -0.5), closed: closed === 1 ? 1 : Math.min(near(closed, 0), 0.5) };
}

function heldHead(sample: Sample): HeldHead {
  const random = sampleStream(NAME, sample, 'head');
  const usual = () => Math.min(Math.max(1 + 0.09 * random.normal(), 0.78), 1.25);
  const size = SIZE * random.between(0.23, 0.31) * FINER;
  return {
    form: { jaw: usual(), eyes: usual(), spacing: Math.min(usual(), 1.12), nose: usual(), mouth: usual(), lips: usual() },
    expression: drawExpression(random, EXPRESSIONS[NAMES[expression(sample)]!]),
    turn: { yaw: random.between(-0.65, 0.65), pitch: random.between(-0.35, 0.35), roll: random.between(-0.4, 0.4) },
    at: [SIZE * FINER * random.between(0.42, 0.58), SIZE * FINER * random.between(0.44, 0.58)],
    size,
    look: drawLook(random, sample.split),
  };
}

interface FacePicture {
  readonly picture: Pixels;
  readonly points: Points;
}

function make(sample: Sample): FacePicture {
  const random = sampleStream(NAME, sample, 'scene');
  const canvas = new SolidCanvas(SIZE * FINER, SIZE * FINER);
  const head = heldHead(sample);
  const wall = drawWall(random, sample.split);
  const light = drawLight(random);
  paintThings(canvas, random, sample.split, random.integer(4), SIZE * FINER);
  paintFace(canvas, head);
  if (random.uniform() < HIDDEN) paintThings(canvas, random, sample.split, 1, -SIZE * FINER);
  const values = new Float32Array(SIZE * SIZE * 3);
  paintWall(values, SIZE, SIZE, wall);
  shade(canvas, light, values, FINER, 0.25 * head.size);
  const picture: Pixels = { width: SIZE, height: SIZE, channels: 3, data: developed(values, random, random.between(0, 0.03)) };
  return { picture, points: { width: SIZE, height: SIZE, points: pointsOf(placeFace(head), canvas, head.size) } };
}

/** Places in the picture; depth counts from the tip of the nose. */
function pointsOf(places: readonly Vector[], canvas: SolidCanvas, size: number): Float32Array {
  const nose = places[30]![2];
  return Float32Array.from(
    places.flatMap((place) => {
      const [x, y, z] = place;
      return [x / FINER, y / FINER, (z - nose) / FINER, canvas.seen(place, TOLERANCE * size) >= 0.5 ? 1 : 0];
    }),
  );
}

// What can be seen is known when all is painted.
const made = rememberLatest(make);

export const face: Generator = {
  name: NAME,
  title: 'Faces',
  docs:
    `Colour ${SIZE}×${SIZE} pictures of a drawn face with 68 points in depth: five expressions, turned heads, hair, beards and glasses, partly hidden. ` +
    'Validation and test use skin tones, colours and backgrounds that training never shows.',
  version: 1,
  defaultCount: 3000,
  splitRule: () => 'own',
  augmentation: [{ kind: 'flip-horizontal', probability: 0.5 }, { kind: 'rotate', degrees: 15 }, { kind: 'colour', brightness: 0.15, contrast: 0.15, saturation: 0.15 }],
  files: 'keypoints',
  columns: [
    { column: { name: 'image', kind: 'image', image: { height: SIZE, width: SIZE, channels: 3 }, isTarget: false }, cell: (sample) => made(sample).picture },
    { column: { name: 'points', kind: 'points', skeleton: FACE_SKELETON, isTarget: true }, cell: (sample) => made(sample).points },
    { column: { name: 'expression', kind: 'category', classes: NAMES, isTarget: true }, cell: expression },
  ],
};
