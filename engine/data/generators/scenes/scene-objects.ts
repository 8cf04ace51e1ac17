/** What stands in a scene: shapes, digits and letters, each turned, bent and coloured; and clutter that is none of them. */
import digitSheet from '../../../../assets/glyphs/digits.json';
import letterSheet from '../../../../assets/glyphs/letters.json';
import type { RandomStream } from '../../../core/random';
import type { SplitName } from '../../dataset';
import { glyphSets, type GlyphSet } from '../glyphs';
import { boundsOf, centred, grown, radialPolygon, strokeThickness, stroke, subdivided, type Outline } from '../outline';
import { colourOf, type Colour } from '../scene';
import { SHAPE_OUTLINES } from '../shape-outlines';
import { draw, drawWarp, type Range, type WarpRanges } from '../warp';

interface ObjectClass {
  readonly name: string;
  /** Degrees that it may be turned either way. */
  readonly turn: number;
  outline(random: RandomStream, split: SplitName): Outline;
}

function shape(name: string, turn = 180): ObjectClass {
  return { name, turn, outline: () => SHAPE_OUTLINES[name]! };
}

function glyph(name: string, character: string, sheet: Parameters<typeof glyphSets>[0]): ObjectClass {
  const sets = new Map<SplitName, readonly GlyphSet[]>();
  return {
    name,
    turn: 25,
    outline(random, split) {
      const fonts = sets.get(split) ?? glyphSets(sheet, split);
      sets.set(split, fonts);
      return fonts[random.integer(fonts.length)]!.outlineOf(character);
    },
  };
}

const CLASSES: readonly ObjectClass[] = [
  shape('circle'), shape('triangle'), shape('star'), shape('cross'),
  glyph('digit 4', '4', digitSheet), glyph('digit 8', '8', digitSheet),
  glyph('letter K', 'K', letterSheet), glyph('letter S', 'S', letterSheet),
];

export const SCENE_CLASSES: readonly string[] = CLASSES.map(({ name }) => name);

/** Hues in turns: held-out pictures have hues that training never shows, and colours say nothing about the class. */
const HUES: Readonly<Record<SplitName, Range>> = { train: [0, 0.55], validation: [0.6, 0.75], test: [0.8, 0.95] };

export function drawColour(random: RandomStream, split: SplitName, value: number): Colour {
  return colourOf(draw(random, HUES[split]), random.between(0.15, 0.8), value);
}

/** Strokes of glyphs are at least this share of the height, so that small ones stay legible. */
const THINNEST = 0.13;

/** An object about the origin whose longer side is `size` pixels. */
export function drawOutline(random: RandomStream, label: number, split: SplitName, size: number): Outline {
  const { turn, outline } = CLASSES[label]!;
  const ranges: WarpRanges = { rotation: [0, turn], slant: [-0.15, 0.15], aspect: [0.8, 1.25], perspective: [0, 0.15], elastic: [0, 0.012 * size], wavelength: [size, 2 * size] };
  const raw = unit(outline(random, split));
  const thickness = strokeThickness(raw);
  const legible = thickness < THINNEST ? grown(raw, (THINNEST - thickness) / 2) : raw;
  const warped = drawWarp(random, ranges, size)(subdivided(centred(legible, size), Math.max(2, size / 12)));
  return scaledTo(warped, size);
}

function unit(outline: Outline): Outline {
  return scaledTo(outline, 1);
}

function scaledTo(outline: Outline, size: number): Outline {
  const { left, right, bottom, top } = boundsOf(outline);
  return centred(outline, size / Math.max(right - left, top - bottom));
}

/** Distractors of about the size of objects: lumps, crescents, bars. None can be taken for one of the classes: bars that crossed would be crosses. */
export function drawClutter(random: RandomStream, size: number): Outline {
  const kind = random.integer(4);
  if (kind === 0) return scaledTo(blob(random), size);
  if (kind === 1) return drawWarp(random, CLUTTER_WARP, size)(centred(SHAPE_OUTLINES['crescent']!, size / 2));
  const angle = random.between(0, Math.PI);
  const [along, across] = [[Math.cos(angle), Math.sin(angle)] as const, [-Math.sin(angle), Math.cos(angle)] as const];
  const thickness = Math.max(1, size * random.between(0.05, 0.2));
  return Array.from({ length: 1 + random.integer(3) }, (_, bar) => {
    const [x, y] = [across[0] * bar * BAR_PITCH * thickness, across[1] * bar * BAR_PITCH * thickness];
    const reach = random.between(size / 4, size);
    return stroke(x - along[0] * reach, y - along[1] * reach, x + along[0] * reach, y + along[1] * reach, thickness);
  }).flat();
}

/** From bar to bar, in thicknesses of one. */
const BAR_PITCH = 2.5;
const CLUTTER_WARP: WarpRanges = { rotation: [0, 180], slant: [-0.3, 0.3], aspect: [0.6, 1.6], perspective: [0, 0.2], elastic: [0, 1], wavelength: [16, 32] };

/** A lump of five to eight corners, rounder than a star. */
export function blob(random: RandomStream): Outline {
  const corners = 5 + random.integer(4);
  return [radialPolygon(1, Array.from({ length: corners }, () => random.between(0.6, 1)))];
}
