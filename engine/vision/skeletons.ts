/**
 * The sets of landmarks that are known by name: which points there are, in the order in which networks answer them, which
 * are joined by a line, and which change places in a mirror. `hand` and `pose` are numbered as MediaPipe numbers them,
 * `body` as COCO does, `face` as the 68 points of iBUG 300-W; "right" is the right of the person, not of the picture.
 */
import type { Skeleton } from './answer';

type Edge = readonly [number, number];

/** first–first+1–…–last, closed on request. */
function chain(first: number, last: number, isClosed = false): Edge[] {
  const edges = Array.from({ length: last - first }, (_, at): Edge => [first + at, first + at + 1]);
  return isClosed ? [...edges, [last, first]] : edges;
}

const FINGERS = ['index finger', 'middle finger', 'ring finger', 'little finger'];

/** A mirrored hand is a hand of the other side whose points have the same names, so nothing changes places. */
export const HAND_SKELETON: Skeleton = {
  name: 'hand',
  points: [
    'wrist',
    ...['base', 'knuckle', 'joint', 'tip'].map((joint) => `thumb ${joint}`),
    ...FINGERS.flatMap((finger) => ['knuckle', 'middle joint', 'last joint', 'tip'].map((joint) => `${finger} ${joint}`)),
  ],
  edges: [[0, 1], ...chain(1, 4), [0, 5], ...chain(5, 8), [5, 9], ...chain(9, 12), [9, 13], ...chain(13, 16), [13, 17], [0, 17], ...chain(17, 20)],
  mirrored: [],
};

const numbered = (name: string, count: number) => Array.from({ length: count }, (_, at) => `${name} ${at + 1}`);

export const FACE_SKELETON: Skeleton = {
  name: 'face',
  points: [
    ...numbered('jaw', 17),
    ...numbered('right brow', 5),
    ...numbered('left brow', 5),
    ...numbered('nose bridge', 4),
    ...numbered('nose base', 5),
    ...numbered('right eye', 6),
    ...numbered('left eye', 6),
    ...numbered('outer lips', 12),
    ...numbered('inner lips', 8),
  ],
  edges: [
    ...chain(0, 16),
    ...chain(17, 21),
    ...chain(22, 26),
    ...chain(27, 30),
    [30, 33],
    ...chain(31, 35),
    ...chain(36, 41, true),
    ...chain(42, 47, true),
    ...chain(48, 59, true),
    ...chain(60, 67, true),
  ],
  mirrored: [
    ...pairs([0, 1, 2, 3, 4, 5, 6, 7], [16, 15, 14, 13, 12, 11, 10, 9]),
    ...pairs([17, 18, 19, 20, 21], [26, 25, 24, 23, 22]),
    ...pairs([31, 32], [35, 34]),
    ...pairs([36, 37, 38, 39, 40, 41], [45, 44, 43, 42, 47, 46]),
    ...pairs([48, 49, 50, 59, 58], [54, 53, 52, 55, 56]),
    ...pairs([60, 61, 67], [64, 63, 65]),
  ],
};

function pairs(one: readonly number[], other: readonly number[]): Edge[] {
  return one.map((point, at): Edge => [point, other[at]!]);
}

const sides = (names: readonly string[]) => names.flatMap((name) => [`left ${name}`, `right ${name}`]);

export const POSE_SKELETON: Skeleton = {
  name: 'pose',
  points: [
    'nose',
    ...['left', 'right'].flatMap((side) => ['inner corner', 'middle', 'outer corner'].map((place) => `${side} eye ${place}`)),
    ...sides(['ear', 'mouth corner', 'shoulder', 'elbow', 'wrist', 'little finger', 'index finger', 'thumb', 'hip', 'knee', 'ankle', 'heel', 'foot tip']),
  ],
  edges: [
    [0, 1], [1, 2], [2, 3], [3, 7], [0, 4], [4, 5], [5, 6], [6, 8], [9, 10],
    [11, 12], [11, 13], [13, 15], [15, 17], [15, 19], [15, 21], [17, 19],
    [12, 14], [14, 16], [16, 18], [16, 20], [16, 22], [18, 20],
    [11, 23], [12, 24], [23, 24], [23, 25], [25, 27], [27, 29], [27, 31], [29, 31],
    [24, 26], [26, 28], [28, 30], [28, 32], [30, 32],
  ],
  mirrored: [...pairs([1, 2, 3], [4, 5, 6]), ...Array.from({ length: 13 }, (_, at): Edge => [7 + 2 * at, 8 + 2 * at])],
};

/** The 17 keypoints of COCO, which YOLO pose networks answer. */
export const BODY_SKELETON: Skeleton = {
  name: 'body',
  points: ['nose', ...sides(['eye', 'ear', 'shoulder', 'elbow', 'wrist', 'hip', 'knee', 'ankle'])],
  edges: [
    [0, 1], [0, 2], [1, 2], [1, 3], [2, 4], [3, 5], [4, 6],
    [5, 6], [5, 7], [7, 9], [6, 8], [8, 10], [5, 11], [6, 12], [11, 12], [11, 13], [13, 15], [12, 14], [14, 16],
  ],
  mirrored: Array.from({ length: 8 }, (_, at): Edge => [1 + 2 * at, 2 + 2 * at]),
};

const SKELETONS: readonly Skeleton[] = [HAND_SKELETON, FACE_SKELETON, POSE_SKELETON, BODY_SKELETON];

/** A known skeleton by its name. */
export function findSkeleton(name: string): Skeleton | undefined {
  return SKELETONS.find((skeleton) => skeleton.name === name);
}

/** The skeleton that a network with so many points most likely answers; points alone where no known one fits. */
export function skeletonOf(count: number): Skeleton {
  return SKELETONS.find(({ points }) => points.length === count) ?? { name: 'points', points: numbered('point', count), edges: [], mirrored: [] };
}
