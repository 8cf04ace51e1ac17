import type { RandomStream } from '../../core/random';
import type { Pixels, SplitName } from '../dataset';
import { balancedLabel, sampleStream, type Generator, type Sample } from './generator';
import { centred, radialPolygon, stroke, subdivided } from './outline';
import { colourOf, Scene, type Colour } from './scene';
import { SHAPE_OUTLINES } from './shape-outlines';
import { TEXTURES } from './textures';
import { draw, drawWarp, moved, type Range, type WarpRanges } from './warp';

const NAME = 'shapes';
const SIZE = 32;
const CLASSES = Object.keys(SHAPE_OUTLINES);

/** Hues in turns. Colours say nothing about the class, and held-out pictures have hues that training never shows. */
const HUES: Readonly<Record<SplitName, Range>> = { train: [0, 0.55], validation: [0.6, 0.75], test: [0.8, 0.95] };
const RADIUS: Range = [8, 11];
const SHIFT: Range = [-4, 4];
/** The least difference in brightness between a shape and what is behind it. */
const CONTRAST = 0.3;
const WARP: WarpRanges = {
  rotation: [0, 180],
  slant: [-0.15, 0.15],
  aspect: [0.85, 1.18],
  perspective: [0, 0.15],
  elastic: [0, 0.4],
  wavelength: [16, 32],
};

// Rendering is synchronous, so one scene serves every sample.
const scene = new Scene(SIZE, 3);

function drawColour(random: RandomStream, hues: Range, value: number): Colour {
  return colourOf(draw(random, hues), random.between(0.2, 0.8), value);
}

/** Two brightnesses for the background, near each other, and one for the shape, brighter or darker than both. */
function drawBrightness(random: RandomStream): { readonly behind: readonly [number, number]; readonly shape: number } {
  const low = random.between(0, 0.35);
  const high = random.between(low + CONTRAST + 0.2, 1);
  const spread = random.between(0.05, 0.2);
  if (random.uniform() < 0.5) return { behind: [low, low + spread], shape: high };
  return { behind: [high, high - spread], shape: low };
}

/** Short strokes and specks in the colours of the background's range, none as large as a shape. */
function paintClutter(random: RandomStream, hues: Range, value: number): void {
  const pieces = 1 + random.integer(3);
  for (let piece = 0; piece < pieces; piece++) {
    const colour = drawColour(random, hues, value);
    const [x, y] = [random.between(-SIZE / 2, SIZE / 2), random.between(-SIZE / 2, SIZE / 2)];
    if (random.uniform() < 0.5) {
      scene.paint(moved([radialPolygon(12, [random.between(0.8, 2)])], x, y), colour);
    } else {
      const [dx, dy] = [random.between(-10, 10), random.between(-10, 10)];
      scene.paint(stroke(x, y, x + dx, y + dy, random.between(0.6, 1.4)), colour);
    }
  }
}

function picture(sample: Sample): Pixels {
  const random = sampleStream(NAME, sample, 'image');
  const hues = HUES[sample.split];
  const { behind, shape } = drawBrightness(random);
  const textures = TEXTURES[sample.split];
  const texture = textures[random.integer(textures.length)]!(random);
  scene.paintBackground(drawColour(random, hues, behind[0]), drawColour(random, hues, behind[1]), texture);
  paintClutter(random, hues, shape);
  const outline = subdivided(centred(SHAPE_OUTLINES[CLASSES[label(sample)]!]!, draw(random, RADIUS)), 2);
  const warped = drawWarp(random, WARP, SIZE)(outline);
  scene.paint(moved(warped, draw(random, SHIFT), draw(random, SHIFT)), drawColour(random, hues, shape));
  return scene.develop(random, random.between(0, 0.04));
}

function label(sample: Sample): number {
  return balancedLabel(NAME, sample, CLASSES.length);
}

export const shapes: Generator = {
  name: NAME,
  title: 'Shapes',
  docs:
    `Colour 32×32 pictures of one of ${CLASSES.length} shapes, turned any way, on textured backgrounds with clutter. ` +
    'Validation and test use textures and hues that training never shows; colour says nothing about the class.',
  version: 1,
  defaultCount: 8000,
  splitRule: () => 'own',
  files: 'folders',
  columns: [
    {
      column: { name: 'image', kind: 'image', image: { height: SIZE, width: SIZE, channels: 3 }, isTarget: false },
      cell: picture,
    },
    { column: { name: 'class', kind: 'category', classes: CLASSES, isTarget: true }, cell: label },
  ],
};
