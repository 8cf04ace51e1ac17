/** A hand on a `SolidCanvas`: limbs around the joints, creases and nails, a forearm that may wear a sleeve. */
import type { Colour } from '../scene';
import { facing, type Ball, type Paint, type SolidCanvas } from '../solid/solid-canvas';
import { between, dot, plus, rotated, rotationOf, scaled, unit, type Turn, type Vector } from '../solid/vector';
import { handJoints, type HandPose } from './hand-pose';

/** A hand as it is held before the camera. */
export interface HeldHand {
  readonly pose: HandPose;
  /** Which hand of a person it is. */
  readonly side: 'left' | 'right';
  readonly turn: Turn;
  /** The middle of the palm, in pixels. */
  readonly at: readonly [number, number];
  /** From the wrist to the tip of the stretched middle finger, in pixels. */
  readonly length: number;
  readonly skin: Colour;
  /** Absent where the arm is bare. */
  readonly sleeve?: { readonly colour: Colour; readonly from: number };
  /** How thick the fingers are; 1 is usual. */
  readonly thickness: number;
}

/** From the wrist to the middle of the palm, along the hand of the model. */
const PALM_MIDDLE: Vector = [0.01, -0.26, 0];
/** How far away the eye is, in lengths of the hand: near enough that what is held towards it looks larger. */
const EYE = 4;
/** Radius at each point. */
const RADII = [0.09, 0.092, 0.067, 0.06, 0.046, ...[1, 1.03, 0.98, 0.88].flatMap((of) => [0.066 * of, 0.056 * of, 0.049 * of, 0.04 * of])];
const FINGERS = [5, 9, 13, 17] as const;

/** The 21 points in pixels with their depth, and the radius of the hand there. */
export function placeHand(hand: HeldHand): Ball[] {
  const place = placer(hand);
  return handJoints(hand.pose).map((joint, index) => place(joint, RADII[index]! * hand.thickness));
}

function placer({ side, turn, at, length }: HeldHand): (place: Vector, radius: number) => Ball {
  const rotation = rotationOf(turn);
  const mirror = side === 'left' ? -1 : 1;
  return (place, radius) => {
    const [x, y, z] = rotated(rotation, [(place[0] - PALM_MIDDLE[0]) * mirror, place[1] - PALM_MIDDLE[1], place[2] - PALM_MIDDLE[2]]);
    const nearness = (EYE / (EYE + z)) * length;
    return { at: [at[0] + x * nearness, at[1] + y * nearness, z * length], radius: radius * nearness };
  };
}

export function paintHand(canvas: SolidCanvas, hand: HeldHand): void {
  const balls = placeHand(hand);
  const palmward = unit(rotated(rotationOf(hand.turn), [0, 0, -1]));
  const tones = skinTones(hand.skin);
  paintArm(canvas, hand, tones);
  paintPalm(canvas, hand, balls, skinPaint(tones, palmward));
  canvas.soften(0.055 * hand.length);
  for (const first of FINGERS) paintFinger(canvas, balls, first, palmward, tones);
  paintThumb(canvas, balls, palmward, tones);
}

interface Tones {
  /** The back of the hand. */
  readonly back: Colour;
  /** Palms are lighter, the more so the darker the skin. */
  readonly palm: Colour;
  readonly crease: Colour;
  readonly nail: Colour;
}

function mixed(a: Colour, b: Colour, share: number): Colour {
  return [a[0]! + (b[0]! - a[0]!) * share, a[1]! + (b[1]! - a[1]!) * share, a[2]! + (b[2]! - a[2]!) * share];
}

function skinTones(skin: Colour): Tones {
  const lightness = Math.max(...skin);
  const palm = mixed(skin, [1, 0.8, 0.72], 0.16 + 0.3 * (1 - lightness));
  return { back: skin, palm, crease: mixed(skin, [0.3, 0.1, 0.08], 0.35), nail: mixed(palm, [1, 0.86, 0.84], 0.35) };
}

function skinPaint({ back, palm }: Tones, palmward: Vector): Paint {
  return (direction) => mixed(back, palm, smooth(-0.3, 0.5, dot(direction, palmward)));
}

function smooth(from: number, to: number, value: number): number {
  const share = Math.min(Math.max((value - from) / (to - from), 0), 1);
  return share * share * (3 - 2 * share);
}

function paintArm(canvas: SolidCanvas, hand: HeldHand, tones: Tones): void {
  const place = placer(hand);
  const { sleeve } = hand;
  const skin = skinPaint(tones, unit(rotated(rotationOf(hand.turn), [0, 0, -1])));
  for (const x of [-0.07, 0, 0.07]) {
    const bare = sleeve ? sleeve.from + 0.05 : 1.4;
    canvas.limb(place([x, 0.02, 0.005], 0.088), place([x * 1.15, bare, 0.02], 0.095), skin, true);
    if (sleeve) canvas.limb(place([x * 1.35, sleeve.from, 0.015], 0.115), place([x * 1.7, 1.6, 0.03], 0.15), sleeve.colour, true);
  }
}

/** Metacarpals side by side, the ball of the thumb and the heel of the hand. */
function paintPalm(canvas: SolidCanvas, hand: HeldHand, balls: readonly Ball[], paint: Paint): void {
  const place = placer(hand);
  const wrists = [0.075, 0.03, -0.02, -0.07].map((x) => place([x, -0.02, 0], 0.086));
  for (const [index, first] of FINGERS.entries()) canvas.limb(wrists[index]!, balls[first]!, paint, true);
  for (const at of [0, 1, 2]) {
    const [one, other] = [balls[FINGERS[at]!]!, balls[FINGERS[at + 1]!]!];
    canvas.limb(middle(wrists[at]!, wrists[at + 1]!), shrunk(middle(one, other), 0.92), paint, true);
    canvas.limb(shrunk(one, 0.88), shrunk(other, 0.88), paint, true);
  }
  const heel = place([-0.1, -0.12, -0.03], 0.082);
  canvas.limb(heel, shrunk(balls[17]!, 0.9), paint, true);
  canvas.limb(balls[1]!, balls[2]!, paint, true);
  // The web between thumb and index finger.
  const web = middle(balls[1]!, balls[2]!);
  canvas.limb(shrunk(middle(web, balls[2]!), 0.75), shrunk(middle(balls[5]!, wrists[0]!), 0.8), paint, true);
  canvas.limb(shrunk(balls[1]!, 0.95), shrunk(middle(balls[5]!, wrists[0]!), 0.9), paint, true);
}

function middle(a: Ball, b: Ball): Ball {
  return { at: between(a.at, b.at, 0.5), radius: (a.radius + b.radius) / 2 };
}

function shrunk({ at, radius }: Ball, by: number): Ball {
  return { at, radius: radius * by };
}

function paintFinger(canvas: SolidCanvas, balls: readonly Ball[], first: number, palmward: Vector, tones: Tones): void {
  const [knuckle, joint, last, tip] = balls.slice(first, first + 4) as [Ball, Ball, Ball, Ball];
  for (const [from, to] of [[knuckle, joint], [joint, last], [last, tip]] as const) {
    // The inner side of a bent finger turns with it: it is square to the part, on the palm's side of it.
    const inner = innerSide(from, to, palmward, first, balls);
    canvas.limb(from, to, to === tip ? tipPaint(tones, inner) : partPaint(tones, inner, to === last || to === joint));
  }
}

function innerSide(from: Ball, to: Ball, palmward: Vector, first: number, balls: readonly Ball[]): Vector {
  const along = unit(plus(to.at, from.at, -1));
  // The hinge of a finger lies across the palm.
  const across = unit(plus(balls[5]!.at, balls[17]!.at, -1));
  const hinge = unit(plus(across, along, -dot(across, along)));
  const square: Vector = [along[1] * hinge[2] - along[2] * hinge[1], along[2] * hinge[0] - along[0] * hinge[2], along[0] * hinge[1] - along[1] * hinge[0]];
  const forward = unit(plus(balls[first]!.at, balls[0]!.at, -1));
  // Stretched: towards the palm's side. Bent by more than a quarter turn: back towards the wrist, seen from the palm.
  const sign = dot(square, palmward) * dot(along, forward) - dot(square, forward) * dot(along, palmward) >= 0 ? 1 : -1;
  return scaled(square, sign);
}

/** A part with a crease at each end of its inner side. */
function partPaint(tones: Tones, inner: Vector, hasCrease: boolean): Paint {
  return (direction, along) => {
    const side = dot(direction, inner);
    const base = mixed(tones.back, tones.palm, smooth(-0.3, 0.5, side));
    if (!hasCrease || along < 0.9) return base;
    return mixed(base, tones.crease, (side > 0 ? 0.8 : 0.35) * smooth(0.9, 0.98, along));
  };
}

/** The last part, with its nail. */
function tipPaint(tones: Tones, inner: Vector): Paint {
  return (direction, along) => {
    const base = mixed(tones.back, tones.palm, smooth(-0.3, 0.5, dot(direction, inner)));
    const nail = smooth(0.72, 0.8, facing(direction, scaled(inner, -1))) * smooth(0.3, 0.4, along);
    return mixed(base, tones.nail, nail * 0.75);
  };
}

function paintThumb(canvas: SolidCanvas, balls: readonly Ball[], palmward: Vector, tones: Tones): void {
  const [, base, knuckle, joint, tip] = balls as [Ball, Ball, Ball, Ball, Ball];
  // The thumb shows its inner side to the other fingers.
  const towards = unit(plus(balls[9]!.at, base.at, -1));
  for (const [from, to] of [[knuckle, joint], [joint, tip]] as const) {
    const along = unit(plus(to.at, from.at, -1));
    const mixedSide = plus(scaled(palmward, 0.75), towards, 0.65);
    const inner = unit(plus(mixedSide, along, -dot(mixedSide, along)));
    canvas.limb(from, to, to === tip ? tipPaint(tones, inner) : partPaint(tones, inner, true));
  }
}
