/** A scene before it is painted: what stands where, in which order, over which background. */
import type { RandomStream } from '../../../core/random';
import type { SplitName } from '../../dataset';
import { boundsOf, type Bounds, type Outline } from '../outline';
import { TEXTURES_BEHIND_SIGNS } from '../textures';
import { moved } from '../warp';
import { blob, drawClutter, drawColour, drawOutline, SCENE_CLASSES } from './scene-objects';
import { shaded, textured, type Fill, type ScenePainter } from './scene-painter';

export interface PlannedObject {
  readonly label: number;
  /** About its own middle. */
  readonly outline: Outline;
  /** Its middle, from that of the picture, y up. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

const COUNT = [3, 12] as const;
/** Shares of the picture's width. */
const SIZES = [0.06, 0.6] as const;
/** Of an object so much may lie under others, as boxes. */
const MOST_COVERED = 0.6;
const TRIES = 12;
const SMALLER = 0.75;
/** The least difference in brightness between an object and what is behind it, over this share of its bounds if any brightness gives it. */
const CONTRAST = 0.25;
const CLEAR = 0.85;
const BRIGHTNESSES = 8;
/** Patterns are drawn for pictures of this size and grow with others. */
const TEXTURE_SIZE = 80;

/** Objects in the order in which they are painted, the largest first. */
export function planObjects(random: RandomStream, split: SplitName, size: number): PlannedObject[] {
  const count = COUNT[0] + random.integer(COUNT[1] - COUNT[0] + 1);
  const sizes = Array.from({ length: count }, () => size * random.between(...SIZES)).sort((a, b) => b - a);
  const placed: PlannedObject[] = [];
  const boxes: Bounds[] = [];
  for (const wanted of sizes) {
    const label = random.integer(SCENE_CLASSES.length);
    for (let tries = 0, current = wanted; tries < TRIES; tries++, current = Math.max(size * SIZES[0], current * SMALLER)) {
      const outline = drawOutline(random, label, split, current);
      const { right, top } = boundsOf(outline);
      const [x, y] = [random.between(right - size / 2, size / 2 - right), random.between(top - size / 2, size / 2 - top)];
      const box = boundsOf(moved(outline, x, y));
      if (boxes.some((other, index) => coveredShare(other, [...boxes.slice(index + 1), box]) > MOST_COVERED)) continue;
      placed.push({ label, outline, x, y, size: current });
      boxes.push(box);
      break;
    }
  }
  return placed;
}

/** How much of a box lies under others, counted as if they did not overlap. */
function coveredShare(box: Bounds, above: readonly Bounds[]): number {
  const shared = above.reduce((sum, other) => sum + Math.max(0, Math.min(box.right, other.right) - Math.max(box.left, other.left)) * Math.max(0, Math.min(box.top, other.top) - Math.max(box.bottom, other.bottom)), 0);
  return shared / ((box.right - box.left) * (box.top - box.bottom));
}

export function paintBackground(painter: ScenePainter, random: RandomStream, split: SplitName): void {
  const { size } = painter;
  const value = random.between(0.15, 0.85);
  painter.paintAll(drawPattern(random, split, size, value));
  const patches = random.integer(4);
  for (let patch = 0; patch < patches; patch++) {
    const outline = blob(random).map((contour) => contour.map((one) => one * size * 0.4));
    painter.paint(moved(outline, random.between(-size / 2, size / 2), random.between(-size / 2, size / 2)), drawPattern(random, split, size, random.between(0.15, 0.85)), 0);
  }
  const pieces = 5 + random.integer(9);
  for (let piece = 0; piece < pieces; piece++) {
    const reach = size * SIZES[0] * 5 ** random.uniform();
    const outline = moved(drawClutter(random, reach), random.between(-size / 2, size / 2), random.between(-size / 2, size / 2));
    painter.paint(outline, drawFill(painter, random, split, outline, reach), 0);
  }
}

/** A few thin lines and specks in front of everything. */
export function paintForeground(painter: ScenePainter, random: RandomStream, split: SplitName): void {
  const { size } = painter;
  const pieces = random.integer(4);
  for (let piece = 0; piece < pieces; piece++) {
    const outline = moved(drawClutter(random, size * 0.05), random.between(-size / 2, size / 2), random.between(-size / 2, size / 2));
    painter.paint(outline, shaded(drawColour(random, split, random.between(0.1, 1)), 0, 0, size), 0);
  }
}

/** A colour that can be told from what is there already, lit from one side. */
export function drawFill(painter: ScenePainter, random: RandomStream, split: SplitName, outline: Outline, size: number): Fill {
  const value = drawBrightness(random, painter.brightnesses(boundsOf(outline)));
  const colour = drawColour(random, split, value);
  const light = shaded(colour, random.between(0, 0.3), random.between(0, 2 * Math.PI), size);
  if (random.uniform() < 0.7) return light;
  return textured(colour, drawColour(random, split, Math.min(1, Math.max(0.05, value + random.between(-0.12, 0.12)))), drawTexture(random, painter.size));
}

/** The first of a few random ones that stands out, or the one that does best. */
function drawBrightness(random: RandomStream, behind: readonly number[]): number {
  let [best, most] = [0, -1];
  for (let tries = 0; tries < BRIGHTNESSES && most < CLEAR; tries++) {
    const value = random.between(0.05, 1);
    const clear = behind.filter((other) => Math.abs(other - value) >= CONTRAST).length / behind.length;
    if (clear > most) [best, most] = [value, clear];
  }
  return best;
}

function drawPattern(random: RandomStream, split: SplitName, size: number, value: number): Fill {
  const other = Math.min(1, Math.max(0.05, value + random.between(-0.2, 0.2)));
  return textured(drawColour(random, split, value), drawColour(random, split, other), drawTexture(random, size));
}

function drawTexture(random: RandomStream, size: number): (x: number, y: number) => number {
  const texture = TEXTURES_BEHIND_SIGNS[random.integer(TEXTURES_BEHIND_SIGNS.length)]!(random);
  const scale = TEXTURE_SIZE / size;
  return (x, y) => texture(x * scale, y * scale);
}
