/** Boxes that gave way to better ones: thin and dashed, in the colour of their class. */
import type { Detection } from '../../../engine/vision/answer';
import { leftOf, topOf, type OverlayLook, type PictureView } from './picture-view';

const DASH = [3, 3];
const OPACITY = 0.7;

export function paintSuppressed(context: CanvasRenderingContext2D, boxes: readonly Detection[], view: PictureView, { colours }: OverlayLook): void {
  context.save();
  context.setLineDash(DASH);
  context.lineWidth = 1;
  context.globalAlpha = OPACITY;
  for (const { x, y, width, height, label } of boxes) {
    context.strokeStyle = colours.of(label);
    context.strokeRect(leftOf(view, x, width), topOf(view, y), width * view.scale, height * view.scale);
  }
  context.restore();
}
