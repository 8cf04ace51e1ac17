/** Strokes of a drawing, and the drawing as a network gets it. */

export interface StrokePoint {
  readonly x: number;
  readonly y: number;
}

export interface Stroke {
  readonly points: readonly StrokePoint[];
  /** In the units of the pad. */
  readonly size: number;
  /** Paints with paper. */
  readonly isEraser: boolean;
  /** Any CSS colour. */
  readonly colour: string;
}

export interface Paper {
  readonly background: string;
}

/** Units of the pad's side; points and pen sizes count in them, whatever its size on screen. */
export const PAD = 280;

export function paintStrokes(context: CanvasRenderingContext2D, strokes: readonly Stroke[], { background }: Paper): void {
  context.fillStyle = background;
  context.fillRect(0, 0, PAD, PAD);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const { points, size, isEraser, colour } of strokes) {
    const [first, ...rest] = points;
    if (!first) continue;
    context.strokeStyle = isEraser ? background : colour;
    context.lineWidth = size;
    context.beginPath();
    context.moveTo(first.x, first.y);
    // A dot is a line of no length.
    for (const { x, y } of rest.length > 0 ? rest : [first]) context.lineTo(x, y);
    context.stroke();
  }
}

export interface Ink {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Centre of mass. */
  readonly x: number;
  readonly y: number;
}

/** Where ink is, by how far each pixel is from the paper; undefined for an empty page. `weights` are rows of `width` values. */
export function inkOf(weights: ArrayLike<number>, width: number): Ink | undefined {
  let [left, top, right, bottom, mass, x, y] = [Infinity, Infinity, -1, -1, 0, 0, 0];
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index]!;
    if (weight === 0) continue;
    const [column, row] = [index % width, Math.floor(index / width)];
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
    mass += weight;
    x += weight * (column + 0.5);
    y += weight * (row + 0.5);
  }
  return mass === 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1, x: x / mass, y: y / mass };
}

/** As in MNIST: the ink fits 20 of 28 pixels, and its centre of mass is the middle of the picture. */
const INK_SHARE = 20 / 28;

export interface Placement {
  readonly scale: number;
  /** Where the left and top edge of the pad come to lie. */
  readonly x: number;
  readonly y: number;
}

/** How the pad is laid into a picture of `side` pixels, with the ink scaled and centred. */
export function centredPlacement(ink: Ink, side: number): Placement {
  const scale = (INK_SHARE * side) / Math.max(ink.width, ink.height);
  return { scale, x: side / 2 - ink.x * scale, y: side / 2 - ink.y * scale };
}
