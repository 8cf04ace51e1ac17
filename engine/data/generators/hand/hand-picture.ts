/** Pictures of hands with their points: what `hand` and clips of moving hands are made of. */
import { RandomStream } from '../../../core/random';
import type { Pixels, Points, SplitName } from '../../dataset';
import type { Colour } from '../scene';
import { developed } from '../grain';
import { paintThings, paintWall } from '../solid/backdrop';
import { shade, type Light } from '../solid/shade';
import { SolidCanvas, type Ball } from '../solid/solid-canvas';
import { paintHand, placeHand, type HeldHand } from './paint-hand';

/** Canvas pixels per picture pixel, along each side. */
const FINER = 2;

export interface HandScene {
  readonly width: number;
  readonly height: number;
  readonly hands: readonly HeldHand[];
  readonly wall: (x: number, y: number) => Colour;
  readonly light: Light;
  readonly split: SplitName;
  /** How many things stand behind the hands and in front of them. */
  readonly behind: number;
  readonly before: number;
  /** What the things and the grain are drawn from: the same key gives the same ones. */
  readonly things: readonly (number | string)[];
  /** Standard deviation of the grain. */
  readonly noise: number;
}

export interface HandPicture {
  readonly picture: Pixels;
  /** Of each hand, in the order of the scene. */
  readonly points: readonly Points[];
}

export function pictureOfHands(scene: HandScene): HandPicture {
  const { width, height, split } = scene;
  const canvas = new SolidCanvas(width * FINER, height * FINER);
  const random = new RandomStream(...scene.things);
  const side = Math.max(canvas.width, canvas.height);
  paintThings(canvas, random, split, scene.behind, side);
  const held = scene.hands.map((hand) => ({ ...hand, at: [hand.at[0] * FINER, hand.at[1] * FINER] as const, length: hand.length * FINER }));
  for (const hand of held) paintHand(canvas, hand);
  paintThings(canvas, random, split, scene.before, -side);
  const values = new Float32Array(width * height * 3);
  paintWall(values, width, height, scene.wall);
  shade(canvas, scene.light, values, FINER, 0.07 * (held[0]?.length ?? side));
  return {
    picture: { width, height, channels: 3, data: developed(values, random, scene.noise) },
    points: held.map((hand) => ({ width, height, points: pointsOf(placeHand(hand), canvas) })),
  };
}

/** Places in the picture; depth counts from the wrist. A point counts as seen where at least half of what is around it is. */
function pointsOf(balls: readonly Ball[], canvas: SolidCanvas): Float32Array {
  const wrist = balls[0]!.at[2];
  return Float32Array.from(
    balls.flatMap(({ at, radius }) => [at[0] / FINER, at[1] / FINER, (at[2] - wrist) / FINER, canvas.seen(at, radius) >= 0.5 ? 1 : 0]),
  );
}
