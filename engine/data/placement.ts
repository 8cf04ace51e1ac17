/** Where the steps of a picture put what stands in it: boxes and points go the way of the pixels. No Node imports. */
import { imageShapeOf, resizePlacement, type ImageStep } from './preprocess';

/** From pixels of the picture to pixels of the network's input: x' = x · scaleX + left. */
export interface Placement {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly left: number;
  readonly top: number;
}

/** All resizing steps as one, for a picture of `width` × `height`. */
export function placementOf(steps: readonly ImageStep[], width: number, height: number): Placement {
  let current = { width, height };
  let placement: Placement = { scaleX: 1, scaleY: 1, left: 0, top: 0 };
  for (const step of steps) {
    if (step.kind !== 'resize') continue;
    placement = after(placement, resizePlacement(step, current.width, current.height));
    current = step;
  }
  return placement;
}

function after(first: Placement, second: Placement): Placement {
  return {
    scaleX: first.scaleX * second.scaleX,
    scaleY: first.scaleY * second.scaleY,
    left: first.left * second.scaleX + second.left,
    top: first.top * second.scaleY + second.top,
  };
}

/** Steps that resize alike to another size: an answer per pixel may be coarser than the picture. */
export function stepsOfSize(steps: readonly ImageStep[], height: number, width: number): readonly ImageStep[] {
  const shape = imageShapeOf(steps);
  if (shape.height === height && shape.width === width) return steps;
  const last = steps.findLastIndex((step) => step.kind === 'resize');
  return steps.map((step, index) => (index === last && step.kind === 'resize' ? { ...step, height, width } : step));
}
