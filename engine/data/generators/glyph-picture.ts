/** A distorted, cluttered, noisy picture of one character. Shared by `digits` and `letters`. */
import type { RandomStream } from '../../core/random';
import type { Pixels } from '../dataset';
import { CoverageCanvas } from './coverage';
import type { GlyphSet } from './glyphs';
import { developed } from './grain';
import { boundsOf, centred, grown, stroke, strokeThickness, subdivided, type Outline } from './outline';
import { draw, drawSigned, drawWarp, moved, type Range, type WarpRanges } from './warp';

export interface GlyphDistortion extends WarpRanges {
  /** Height of the character in pixels. */
  readonly height: Range;
  /** Largest shift from the middle in pixels, either direction on each axis. */
  readonly shift: Range;
  /** Mean thickness of the strokes in pixels, reached as far as it keeps hairlines and holes (`GROWTH`). */
  readonly thickness: Range;
  /** Brightness of ink and paper, 0 … 1. */
  readonly ink: Range;
  readonly paper: Range;
  /** Standard deviation of pixel noise. */
  readonly noise: Range;
  /** The probability of a neighbour's stroke reaching in at a side, and of a thin line. */
  readonly neighbour: number;
  readonly line: number;
}

export const GLYPH_PICTURE_SIZE = 28;
const SIZE = GLYPH_PICTURE_SIZE;
const LONGEST_EDGE = 2;
/** Wide characters are made smaller than `height` asks so that they stay inside the picture. */
const WIDEST = 22;

/** How far an edge may move outwards or inwards, in pixels. */
const GROWTH: Range = [-0.15, 0.8];

// Rendering is synchronous, so one canvas serves every sample.
const canvas = new CoverageCanvas(SIZE, SIZE);

function scaledGlyph(outline: Outline, height: number): Outline {
  const { left, right, bottom, top } = boundsOf(outline);
  return subdivided(centred(outline, Math.min(height / (top - bottom), WIDEST / (right - left))), LONGEST_EDGE);
}

function withThickness(outline: Outline, thickness: number): Outline {
  const growth = (thickness - strokeThickness(outline)) / 2;
  return grown(outline, Math.min(Math.max(growth, GROWTH[0]), GROWTH[1]));
}

/** The most of a layer that shows at each pixel: clutter lies beside and beneath the character, never erasing it. */
function addLayer(ink: Float32Array, outline: Outline, strength: number): void {
  const coverage = canvas.fill(outline);
  for (let pixel = 0; pixel < ink.length; pixel++) ink[pixel] = Math.max(ink[pixel]!, coverage[pixel]! * strength);
}

function neighbourOutline(random: RandomStream, set: GlyphSet, characters: readonly string[], height: number): Outline {
  const outline = scaledGlyph(set.outlineOf(characters[random.integer(characters.length)]!), height);
  const { left, right } = boundsOf(outline);
  const visible = random.between(1, 3.5);
  const side = random.uniform() < 0.5 ? SIZE / 2 - visible - left : -SIZE / 2 + visible - right;
  return moved(outline, side, random.between(-3, 3));
}

function lineOutline(random: RandomStream): Outline {
  const angle = random.between(0, Math.PI);
  const [dx, dy] = [SIZE * Math.cos(angle), SIZE * Math.sin(angle)];
  const away = random.between(-SIZE / 2, SIZE / 2);
  const [x, y] = [-Math.sin(angle) * away, Math.cos(angle) * away];
  return stroke(x - dx, y - dy, x + dx, y + dy, random.between(0.5, 1.1));
}

/** Draws `character` of `set`; `characters` are what its neighbours may be. */
export function glyphPicture(
  random: RandomStream,
  set: GlyphSet,
  character: string,
  characters: readonly string[],
  ranges: GlyphDistortion,
): Pixels {
  const height = draw(random, ranges.height);
  const warp = drawWarp(random, ranges, SIZE);
  const glyph = warp(withThickness(scaledGlyph(set.outlineOf(character), height), draw(random, ranges.thickness)));
  const ink = new Float32Array(SIZE * SIZE);
  addLayer(ink, moved(glyph, drawSigned(random, ranges.shift), drawSigned(random, ranges.shift)), 1);
  if (random.uniform() < ranges.neighbour) {
    addLayer(ink, warp(neighbourOutline(random, set, characters, height)), random.between(0.5, 1));
  }
  if (random.uniform() < ranges.line) addLayer(ink, lineOutline(random), random.between(0.3, 0.6));

  const paper = draw(random, ranges.paper);
  const contrast = draw(random, ranges.ink) - paper;
  for (let pixel = 0; pixel < ink.length; pixel++) ink[pixel] = paper + contrast * ink[pixel]!;
  const data = developed(ink, random, draw(random, ranges.noise));
  return { width: SIZE, height: SIZE, channels: 1, data };
}
