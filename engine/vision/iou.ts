/**
 * How much two boxes agree: intersection over union and the three measures made from it for training, which still tell
 * boxes apart that do not touch. Plain numbers; any unit, the same for both boxes.
 */

/** A box: its upper left corner and its extent. A `Detection` is one. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The area that both boxes cover. */
export function intersection(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Intersection over union, 0 … 1; 0 where both boxes are empty. */
export function iou(a: Rectangle, b: Rectangle): number {
  const shared = intersection(a, b);
  const union = a.width * a.height + b.width * b.height - shared;
  return union > 0 ? shared / union : 0;
}

/** Generalised IoU (Rezatofighi et al. 2019), −1 … 1: less the share of the enclosing box that neither covers. */
export function giou(a: Rectangle, b: Rectangle): number {
  const { width, height } = enclosing(a, b);
  const area = width * height;
  if (area <= 0) return 0;
  const shared = intersection(a, b);
  const union = a.width * a.height + b.width * b.height - shared;
  return (union > 0 ? shared / union : 0) - (area - union) / area;
}

/** Distance IoU (Zheng et al. 2020), −1 … 1: less the squared distance of the centres over the enclosing diagonal's. */
export function diou(a: Rectangle, b: Rectangle): number {
  const { width, height } = enclosing(a, b);
  const diagonal = width ** 2 + height ** 2;
  if (diagonal <= 0) return 0;
  const across = a.x + a.width / 2 - (b.x + b.width / 2);
  const down = a.y + a.height / 2 - (b.y + b.height / 2);
  return iou(a, b) - (across ** 2 + down ** 2) / diagonal;
}

/** Complete IoU (Zheng et al. 2020): distance IoU less how differently the boxes are shaped, weighted once they overlap well. */
export function ciou(a: Rectangle, b: Rectangle): number {
  const difference = Math.atan2(a.width, a.height) - Math.atan2(b.width, b.height);
  const shape = (4 / Math.PI ** 2) * difference ** 2;
  if (shape === 0) return diou(a, b);
  return diou(a, b) - (shape * shape) / (1 - iou(a, b) + shape);
}

/** The smallest box around both. */
export function enclosing(a: Rectangle, b: Rectangle): Rectangle {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y };
}
