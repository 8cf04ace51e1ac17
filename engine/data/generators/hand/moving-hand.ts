/**
 * Hands that move before a camera: any moment can be asked for, and is the same every time. Places and turns are sums of
 * slow waves, gestures follow one another with short changes between them.
 */
import { RandomStream } from '../../../core/random';
import type { SplitName } from '../../dataset';
import { drawLight, drawSkin, drawWall, HUES } from '../solid/backdrop';
import { colourOf } from '../scene';
import { draw } from '../warp';
import { GESTURES, gesturePose, poseBetween, variedPose, type Gesture } from './gestures';
import { pictureOfHands, type HandPicture } from './hand-picture';
import type { HeldHand } from './paint-hand';

export interface MovingHandsRequest {
  readonly seed: number;
  readonly width: number;
  readonly height: number;
  /** One hand or a left and a right one, each in its half of the picture. */
  readonly count?: 1 | 2;
  /** The gesture that is held all the time; gestures in random order unless given. */
  readonly gesture?: Gesture;
  /** Skin tones, colours and backgrounds of a part of the data; those of tests unless given. */
  readonly split?: SplitName;
}

export interface Moment extends HandPicture {
  readonly sides: readonly ('left' | 'right')[];
  /** What each hand shows; between two gestures the later one. */
  readonly gestures: readonly Gesture[];
}

/** Seconds that a gesture is held, and that the change to it takes. */
const HELD = 1.6;
const CHANGE = 0.4;

type Wave = (time: number) => number;

/** A smooth way between −1 and 1, in periods of a few seconds. */
function drawWave(random: RandomStream): Wave {
  const parts = [0.7, 0.3].map((size) => ({ size, speed: (2 * Math.PI) / random.between(3, 7), phase: random.between(0, 2 * Math.PI) }));
  return (time) => parts.reduce((sum, { size, speed, phase }) => sum + size * Math.sin(speed * time + phase), 0);
}

/** A hand on its way. */
export interface MovedHand {
  readonly hand: HeldHand;
  /** Between two gestures the later one. */
  readonly gesture: Gesture;
}

/** How the hands of `request` are held at `time` seconds; nothing is drawn. */
export function heldHands(request: MovingHandsRequest): (time: number) => readonly MovedHand[] {
  const isLeft = new RandomStream(request.seed, 'moving-hands/side').uniform() < 0.5;
  const sides = request.count === 2 ? (['right', 'left'] as const) : ([isLeft ? 'left' : 'right'] as const);
  const movers = sides.map((side, index) => mover(request, side, index));
  return (time) => movers.map((move) => move(time));
}

/** The hands of `request` at `time` seconds, with their picture and points. */
export function movingHands(request: MovingHandsRequest): (time: number) => Moment {
  const { seed, width, height, split = 'test' } = request;
  const random = new RandomStream(seed, 'moving-hands');
  const [light, wall, behind] = [drawLight(random), drawWall(random, split), random.integer(4)];
  const held = heldHands(request);
  return (time) => {
    const moved = held(time);
    const scene = { width, height, hands: moved.map(({ hand }) => hand), wall, light, split, behind, before: 0, noise: 0.015, things: [seed, 'moving-hands/things'] };
    return { ...pictureOfHands(scene), sides: moved.map(({ hand: { side } }) => side), gestures: moved.map(({ gesture }) => gesture) };
  };
}

function mover({ seed, width, height, count = 1, gesture, split = 'test' }: MovingHandsRequest, side: 'left' | 'right', index: number): (time: number) => MovedHand {
  const random = new RandomStream(seed, 'moving-hands/hand', index);
  const [x, y, yaw, pitch, roll, nearness] = Array.from({ length: 6 }, () => drawWave(random)) as [Wave, Wave, Wave, Wave, Wave, Wave];
  const share = width / count;
  const length = Math.min(share, height) * random.between(0.5, 0.6);
  const look: Pick<HeldHand, 'skin' | 'thickness' | 'sleeve'> = {
    skin: drawSkin(random, split),
    thickness: random.between(0.92, 1.1),
    sleeve: { colour: colourOf(draw(random, HUES[split]), 0.4, random.between(0.2, 0.8)), from: random.between(0.2, 0.4) },
  };
  const shown = (turn: number) => gesture ?? GESTURES[new RandomStream(seed, 'moving-hands/gesture', index, turn).integer(GESTURES.length)]!;
  const poseOf = (turn: number) => variedPose(gesturePose(shown(turn)), new RandomStream(seed, 'moving-hands/pose', index, turn), 0.06);
  return (time) => {
    const turn = Math.floor(time / HELD);
    const into = Math.min((time - turn * HELD) / CHANGE, 1);
    const change = into * into * (3 - 2 * into);
    const hand: HeldHand = {
      ...look,
      pose: turn === 0 ? poseOf(0) : poseBetween(poseOf(turn - 1), poseOf(turn), change),
      side,
      turn: { yaw: 0.5 * yaw(time), pitch: 0.3 * pitch(time), roll: 0.45 * roll(time) },
      at: [share * (index + 0.5 + 0.16 * x(time)), height * (0.55 + 0.12 * y(time))],
      length: length * (1 + 0.12 * nearness(time)),
    };
    return { hand, gesture: shown(turn) };
  };
}
