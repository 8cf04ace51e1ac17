/** Points and the lines between them. What was worked out rather than seen is hollow and dashed. */
import type { Point, Skeleton } from '../../../engine/vision/answer';
import { leftOf, topOf, type OverlayLook, type PictureView } from './picture-view';

/** Points that are less likely to be seen than this are not drawn. */
const SEEN = 0.5;
const RADIUS = 3;
const LINE = 2;
/** So many points are a mesh: smaller dots, thinner lines. */
const MESH = 100;

export function paintPoints(context: CanvasRenderingContext2D, points: readonly Point[], skeleton: Skeleton | undefined, view: PictureView, { colours }: OverlayLook): void {
  const isMesh = points.length >= MESH;
  const place = ({ x, y }: Point): [number, number] => [leftOf(view, x), topOf(view, y)];
  const isShown = (point: Point | undefined): point is Point => point !== undefined && (point.visibility >= SEEN || point.isInferred === true);
  context.save();
  context.lineWidth = isMesh ? 1 : LINE;
  context.strokeStyle = colours.of(0);
  for (const [from, to] of skeleton?.edges ?? []) {
    const [a, b] = [points[from], points[to]];
    if (!isShown(a) || !isShown(b)) continue;
    context.setLineDash(a.isInferred || b.isInferred ? [4, 3] : []);
    context.beginPath();
    context.moveTo(...place(a));
    context.lineTo(...place(b));
    context.stroke();
  }
  context.setLineDash([]);
  context.fillStyle = colours.of(1);
  context.strokeStyle = colours.of(1);
  for (const point of points) {
    if (!isShown(point)) continue;
    context.beginPath();
    context.arc(...place(point), isMesh ? 1 : RADIUS, 0, 2 * Math.PI);
    if (point.isInferred) context.stroke();
    else context.fill();
  }
  context.restore();
}
