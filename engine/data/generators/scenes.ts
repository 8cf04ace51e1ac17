import type { Boxes, Pixels } from '../dataset';
import { sampleStream, type Generator, type Sample } from './generator';
import { moved } from './warp';
import { drawFill, paintBackground, paintForeground, planObjects } from './scenes/scene-plan';
import { ScenePainter } from './scenes/scene-painter';
import { SCENE_CLASSES } from './scenes/scene-objects';
import { classMask, visibleObjects } from './scenes/visible-objects';

const NOISE = [0, 0.04] as const;

export interface Scene {
  readonly image: Pixels;
  readonly objects: Boxes;
}

/** The cells of a sample are asked for one after another: the last few scenes are kept. */
const KEPT_SCENES = 16;

/** Pictures of `size` × `size` full of objects, with a box for each and a class for every pixel. */
export function scenesGenerator(size: number, name: string, defaultCount: number): Generator {
  // Painting is synchronous, so one painter serves every sample.
  const painter = new ScenePainter(size);
  const kept = new Map<string, Scene>();
  const sceneOf = (sample: Sample): Scene => {
    const key = `${sample.seed}/${sample.index}/${sample.split}`;
    const known = kept.get(key) ?? paintScene(painter, name, sample);
    kept.delete(key);
    kept.set(key, known);
    if (kept.size > KEPT_SCENES) kept.delete(kept.keys().next().value!);
    return known;
  };
  return {
    name,
    title: size === 160 ? 'Scenes' : `Scenes, ${size} pixels`,
    docs: `Colour ${size}×${size} pictures of 3 to 12 shapes, digits and letters that cover each other, among clutter, with a box for each object and a class for every pixel. Validation and test use fonts and hues that training never shows.`,
    version: 3,
    defaultCount,
    splitRule: () => 'own',
    // No class has a colour of its own.
    augmentation: [{ kind: 'hue', degrees: 180 }, { kind: 'colour', brightness: 0.3, contrast: 0.3, saturation: 0.3 }],
    files: 'annotations',
    columns: [
      { column: { name: 'image', kind: 'image', image: { height: size, width: size, channels: 3 }, isTarget: false }, cell: (sample) => sceneOf(sample).image },
      { column: { name: 'objects', kind: 'boxes', classes: SCENE_CLASSES, isTarget: true }, cell: (sample) => sceneOf(sample).objects },
      { column: { name: 'mask', kind: 'mask', classes: ['background', ...SCENE_CLASSES], isTarget: true }, cell: (sample) => classMask(sceneOf(sample).objects) },
    ],
  };
}

function paintScene(painter: ScenePainter, name: string, sample: Sample): Scene {
  const { split } = sample;
  const { size } = painter;
  const random = sampleStream(name, sample, 'scene');
  paintBackground(painter, random, split);
  const painted = planObjects(random, split, size).map(({ label, outline, x, y, size: reach }, index) => {
    const placed = moved(outline, x, y);
    return { label, pixels: painter.paint(placed, drawFill(painter, random, split, placed, reach), index + 1) };
  });
  paintForeground(painter, random, split);
  return { image: painter.develop(random, random.between(...NOISE)), objects: visibleObjects(painter.owners, size, painted) };
}

export const scenes = scenesGenerator(160, 'scenes', 12_000);
export const scenes320 = scenesGenerator(320, 'scenes-320', 2000);
