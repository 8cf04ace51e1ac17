import { HAND_SKELETON } from '../../vision/skeletons';
import { balancedLabel, rememberLatest, sampleStream, type Generator, type Sample } from './generator';
import { GESTURES, gesturePose, variedPose } from './hand/gestures';
import { pictureOfHands, type HandPicture } from './hand/hand-picture';
import { placeHand, type HeldHand } from './hand/paint-hand';
import { colourOf } from './scene';
import { drawLight, drawSkin, drawWall, HUES } from './solid/backdrop';
import { draw } from './warp';

const NAME = 'hand';
const SIZE = 96;
const SIDES = ['left', 'right'] as const;
/** How often something stands in front of the hand, and how often the arm wears a sleeve. */
const HIDDEN = 0.2;
const SLEEVES = 0.6;
/** How far the middle of the hand lies from the picture's, as a share of its side. */
const SHIFT = 0.07;

function gesture(sample: Sample): number {
  return balancedLabel(NAME, sample, GESTURES.length);
}

function side(sample: Sample): number {
  return sampleStream(NAME, sample, 'side').integer(SIDES.length);
}

function heldHand(sample: Sample): HeldHand {
  const random = sampleStream(NAME, sample, 'pose');
  const pose = variedPose(gesturePose(GESTURES[gesture(sample)]!), random, 0.12);
  const showsBack = random.uniform() < 0.4;
  const hand: HeldHand = {
    pose,
    side: SIDES[side(sample)]!,
    turn: { yaw: (showsBack ? Math.PI : 0) + random.between(-0.85, 0.85), pitch: random.between(-0.5, 0.5), roll: random.between(-0.7, 0.7) },
    at: [0, 0],
    length: 1,
    skin: drawSkin(random, sample.split),
    thickness: random.between(0.88, 1.15),
    ...(random.uniform() < SLEEVES && { sleeve: { colour: colourOf(draw(random, HUES[sample.split]), random.between(0.1, 0.7), random.between(0.1, 0.9)), from: random.between(0.12, 0.5) } }),
  };
  return framed(hand, random.between(0.58, 0.84), random.between(-SHIFT, SHIFT), random.between(-SHIFT, SHIFT));
}

/** The hand so large that its points fill `share` of the picture's side, moved by shares of it from the middle. */
function framed(hand: HeldHand, share: number, byX: number, byY: number): HeldHand {
  const places = placeHand(hand).map(({ at }) => at);
  const [left, right] = [Math.min(...places.map(([x]) => x)), Math.max(...places.map(([x]) => x))];
  const [top, bottom] = [Math.min(...places.map(([, y]) => y)), Math.max(...places.map(([, y]) => y))];
  // A fist is not blown up to the size of an open hand: the camera stands where it stands.
  const length = (share * SIZE) / Math.max(right - left, bottom - top, 0.75);
  return { ...hand, length, at: [SIZE * (0.5 + byX) - ((left + right) / 2) * length, SIZE * (0.5 + byY) - ((top + bottom) / 2) * length] };
}

function make(sample: Sample): HandPicture {
  const random = sampleStream(NAME, sample, 'scene');
  return pictureOfHands({
    width: SIZE,
    height: SIZE,
    hands: [heldHand(sample)],
    wall: drawWall(random, sample.split),
    light: drawLight(random),
    split: sample.split,
    behind: random.integer(5),
    before: random.uniform() < HIDDEN ? 1 : 0,
    things: [sample.seed, `generate/${NAME}/things`, sample.index],
    noise: random.between(0, 0.03),
  });
}

// What can be seen is known when all is painted.
const made = rememberLatest(make);

export const hand: Generator = {
  name: NAME,
  title: 'Hands',
  docs:
    `Colour ${SIZE}×${SIZE} pictures of a drawn hand with its 21 points in depth: left and right, seven gestures, turned and tilted, with and without a sleeve, partly hidden. ` +
    'Validation and test use skin tones, colours and backgrounds that training never shows.',
  version: 1,
  defaultCount: 4000,
  splitRule: () => 'own',
  augmentation: [{ kind: 'flip-horizontal', probability: 0.5 }, { kind: 'rotate', degrees: 15 }, { kind: 'colour', brightness: 0.15, contrast: 0.15, saturation: 0.15 }],
  files: 'keypoints',
  columns: [
    { column: { name: 'image', kind: 'image', image: { height: SIZE, width: SIZE, channels: 3 }, isTarget: false }, cell: (sample) => made(sample).picture },
    { column: { name: 'points', kind: 'points', skeleton: HAND_SKELETON, isTarget: true }, cell: (sample) => made(sample).points[0]! },
    { column: { name: 'gesture', kind: 'category', classes: GESTURES, isTarget: true }, cell: gesture },
    { column: { name: 'side', kind: 'category', classes: SIDES, isTarget: true }, cell: side },
  ],
};
