/**
 * Scenes in motion, for clips whose truth is known: objects drift over a still background on closed paths, cover each other and
 * come out again. A frame is a function of seed and time alone.
 */
import { RandomStream } from '../../core/random';
import type { Boxes, Pixels, SplitName } from '../dataset';
import { boundsOf, type Outline } from './outline';
import { drawFill, paintBackground } from './scenes/scene-plan';
import { drawOutline, SCENE_CLASSES } from './scenes/scene-objects';
import { ScenePainter, type Fill } from './scenes/scene-painter';
import { visibleObjects } from './scenes/visible-objects';
import { moved } from './warp';

export interface MovingSceneOptions {
  /** Side of the picture in pixels; even. */
  readonly size?: number;
  /** Whose fonts and hues are shown: those of pictures that training never saw unless given. */
  readonly split?: SplitName;
}

export interface MovingFrame {
  readonly pixels: Pixels;
  /** Of what can be seen, with the pixels of each object. */
  readonly boxes: Boxes;
  /** Per box, which object of the scene it is: the same from frame to frame. */
  readonly tracks: Int32Array;
}

interface MovingObject {
  readonly label: number;
  readonly outline: Outline;
  readonly fill: Fill;
  /** Middle, from that of the picture, at a time in seconds. */
  place(time: number): readonly [number, number];
}

const COUNT = [2, 5] as const;
/** Shares of the picture's width. */
const SIZES = [0.15, 0.4] as const;
/** Seconds of one way round. */
const PERIODS = [5, 12] as const;
const NOISE = 0.015;

export class MovingScene {
  private readonly background: ScenePainter;
  private readonly painter: ScenePainter;
  private readonly objects: readonly MovingObject[];

  constructor(private readonly seed: number, { size = 320, split = 'test' }: MovingSceneOptions = {}) {
    const random = new RandomStream(seed, 'generate/moving-scenes', split);
    this.background = new ScenePainter(size);
    this.painter = new ScenePainter(size);
    paintBackground(this.background, random, split);
    const count = COUNT[0] + random.integer(COUNT[1] - COUNT[0] + 1);
    const sizes = Array.from({ length: count }, () => size * random.between(...SIZES)).sort((a, b) => b - a);
    this.objects = sizes.map((reach) => this.drawObject(random, split, reach));
  }

  /** `time` in seconds. */
  frame(time: number): MovingFrame {
    const { painter, objects } = this;
    painter.copyFrom(this.background);
    const painted = objects.map(({ label, outline, fill, place }, index) => {
      const [x, y] = place(time);
      const light: Fill = (atX, atY, out) => fill(atX - x, atY - y, out);
      return { label, pixels: painter.paint(moved(outline, x, y), light, index + 1) };
    });
    const noise = new RandomStream(this.seed, 'generate/moving-scenes/noise', Math.round(time * 1000));
    const boxes = visibleObjects(painter.owners, painter.size, painted);
    return { pixels: painter.develop(noise, NOISE), boxes, tracks: this.tracksOf(boxes) };
  }

  private drawObject(random: RandomStream, split: SplitName, reach: number): MovingObject {
    const { size } = this.background;
    const label = random.integer(SCENE_CLASSES.length);
    const outline = drawOutline(random, label, split, reach);
    const { right, top } = boundsOf(outline);
    const [freeX, freeY] = [size / 2 - right, size / 2 - top];
    const [startX, startY] = [random.uniform(), random.uniform()];
    const [turnsX, turnsY] = [1 / random.between(...PERIODS), 1 / random.between(...PERIODS)];
    const wave = (turns: number, start: number, time: number) => Math.sin(2 * Math.PI * (turns * time + start));
    const place = (time: number) => [freeX * wave(turnsX, startX, time), freeY * wave(turnsY, startY, time)] as const;
    return { label, outline, fill: drawFill(this.background, random, split, moved(outline, ...place(0)), reach), place };
  }

  /** Of every box the object whose pixels it has. */
  private tracksOf({ instances, labels }: Boxes): Int32Array {
    const tracks = new Int32Array(labels.length);
    const { owners } = this.painter;
    for (let pixel = 0; pixel < owners.length; pixel++) {
      const number = instances!.data[pixel]!;
      if (number > 0) tracks[number - 1] = owners[pixel]! - 1;
    }
    return tracks;
  }
}

let last: { readonly seed: number; readonly size: number; readonly scene: MovingScene } | undefined;

/** One frame of the scene of this seed; the scene is kept for the next frame. */
export function frame(seed: number, time: number, size = 320): MovingFrame {
  if (last?.seed !== seed || last.size !== size) last = { seed, size, scene: new MovingScene(seed, { size }) };
  return last.scene.frame(time);
}
