/** What the live bench shows a network, and the network. */
import { MovingScene } from '../engine/data/generators/moving-scenes';
import { SCENE_CLASSES } from '../engine/data/generators/scenes/scene-objects';
import { writeDocument } from '../engine/document/write';
import { requireTemplate } from '../engine/templates';
import { clip } from './y4m';

/** Objects that drift, from the first frame to the last and again. */
export function movingClip(seed: number, size: number, seconds: number, rate: number): Uint8Array {
  const scene = new MovingScene(seed, { size });
  return clip(Array.from({ length: rate * seconds }, (_, index) => scene.frame(index / rate).pixels), rate);
}

/** Untrained: it takes as long as a trained one. */
export function detectorText(size: number): string {
  const network = requireTemplate('yolo-v8-small').build({ input: [3, size, size], classes: SCENE_CLASSES.length });
  return writeDocument({ ...network, data: { source: { kind: 'builtin', name: size === 320 ? 'scenes-320' : 'scenes', count: 100 } } }).text;
}
