/** Networks that tell gestures: their one Input takes the points of a hand at one or several moments. */
import type { LoomDocument } from '../../engine/document/model';
import { GESTURE_WIDTH } from '../../engine/vision/gesture-features';

const TELL_POINTS = new Set(['landmark-output', 'heatmap-output']);

/** Whether the network of the canvas tells points itself. */
export function tellsPoints({ graph }: LoomDocument): boolean {
  return graph.nodes.some(({ type }) => TELL_POINTS.has(type));
}

/** How many moments the network of the canvas looks at together; undefined where it takes something else. */
export function gestureMoments({ graph }: LoomDocument): number | undefined {
  const [input, ...others] = graph.nodes.filter(({ type }) => type === 'input');
  const shape = input?.params['shape'];
  if (others.length > 0 || !Array.isArray(shape) || shape.length > 2) return undefined;
  const values = (shape as readonly number[]).reduce((product, size) => product * size, 1);
  return values > 0 && values % GESTURE_WIDTH === 0 ? values / GESTURE_WIDTH : undefined;
}
