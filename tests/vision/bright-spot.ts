/** A landmark model that is no model: it tells the middle of the brightest spot, with points in a square around it. */
import type { RunningModel } from '../../engine/vision/landmark-pipeline';
import { USUAL_SELECTION, type ModelTask } from '../../engine/vision/model-task';
import type { Bytes } from '../../engine/vision/rotated-crop';

/** Of the model's square input. */
export const BRIGHT_SIDE = 32;
const BRIGHT = 160;

export const SPOT_TASK: ModelTask = {
  title: 'spot',
  input: { name: 'in', dtype: 'float32', layout: 'nchw', width: BRIGHT_SIDE, height: BRIGHT_SIDE, channels: 1, order: 'rgb', fit: 'stretch', fill: 0, scale: 1, mean: [0], deviation: [1] },
  answer: { kind: 'landmarks', output: 'out', count: 5, values: 4, unit: 'pixels', depth: 1, visibility: 'none' },
  classes: [],
  selection: { ...USUAL_SELECTION, score: 0.5, most: 2 },
};

/** Black, with a white spot of 8 pixels about `x`, `y`, where there is one. */
export function pictureWithSpot(x?: number, y?: number): Bytes {
  const [width, height] = [128, 96];
  const data = new Uint8Array(width * height * 3);
  if (x !== undefined && y !== undefined) {
    for (let row = y - 4; row < y + 4; row++) data.fill(255, (row * width + x - 4) * 3, (row * width + x + 4) * 3);
  }
  return { width, height, samples: 3, data };
}

/** `onLook` is told which share of its input was bright; `visibility` is what it says of all points where there is a spot. */
export function brightSpotModel(onLook: (share: number) => void = () => undefined, visibility = 1): RunningModel {
  return {
    task: SPOT_TASK,
    run: async (input) => {
      const bright = [...(input.data as Float32Array).entries()].filter(([, value]) => value > BRIGHT).map(([index]) => index);
      onLook(bright.length / input.data.length);
      const [xs, ys] = [bright.map((index) => (index % BRIGHT_SIDE) + 0.5), bright.map((index) => Math.floor(index / BRIGHT_SIDE) + 0.5)];
      const [across, down] = [span(xs), span(ys)];
      const values = [[0, 0], [-1, -1], [1, -1], [1, 1], [-1, 1]].flatMap(([x, y]) => [across.middle + x! * across.half, down.middle + y! * down.half, 0, bright.length > 0 ? visibility : 0]);
      return new Map([['out', { name: 'out', dtype: 'float32', shape: [1, 5, 4], data: Float32Array.from(values) }]]);
    },
  };
}

function span(values: readonly number[]): { readonly middle: number; readonly half: number } {
  if (values.length === 0) return { middle: BRIGHT_SIDE / 2, half: 1 };
  const [least, most] = [Math.min(...values) - 0.5, Math.max(...values) + 0.5];
  return { middle: (least + most) / 2, half: (most - least) / 2 };
}
