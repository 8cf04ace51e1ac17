/**
 * Filled shapes as closed polygons. A contour holds x and y alternately; y points up and outer contours run
 * counter-clockwise, so that growing along the normals makes strokes thicker and holes smaller.
 */
export type Contour = Float64Array;
export type Outline = readonly Contour[];

export interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

export function boundsOf(outline: Outline): Bounds {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const contour of outline) {
    for (let at = 0; at < contour.length; at += 2) {
      left = Math.min(left, contour[at]!);
      right = Math.max(right, contour[at]!);
      bottom = Math.min(bottom, contour[at + 1]!);
      top = Math.max(top, contour[at + 1]!);
    }
  }
  return { left, right, bottom, top };
}

/** Moves the middle of the bounds to the origin and multiplies by `scale`. */
export function centred(outline: Outline, scale: number): Outline {
  const { left, right, bottom, top } = boundsOf(outline);
  const [middleX, middleY] = [(left + right) / 2, (bottom + top) / 2];
  return outline.map((contour) =>
    contour.map((value, at) => (value - (at % 2 === 0 ? middleX : middleY)) * scale),
  );
}

/** Splits long edges, so that a curved warp bends them. */
export function subdivided(outline: Outline, longest: number): Outline {
  return outline.map((contour) => {
    const points: number[] = [];
    for (let at = 0; at < contour.length; at += 2) {
      const next = (at + 2) % contour.length;
      const [x, y] = [contour[at]!, contour[at + 1]!];
      const [dx, dy] = [contour[next]! - x, contour[next + 1]! - y];
      const pieces = Math.max(1, Math.ceil(Math.sqrt(dx * dx + dy * dy) / longest));
      for (let piece = 0; piece < pieces; piece++) points.push(x + (dx * piece) / pieces, y + (dy * piece) / pieces);
    }
    return Float64Array.from(points);
  });
}

/** The mean width of the strokes that make up the shape: a long stroke has half its perimeter along each side. */
export function strokeThickness(outline: Outline): number {
  let [doubleArea, perimeter] = [0, 0];
  for (const contour of outline) {
    let [x, y] = [contour[contour.length - 2]!, contour[contour.length - 1]!];
    for (let at = 0; at < contour.length; at += 2) {
      const [nextX, nextY] = [contour[at]!, contour[at + 1]!];
      doubleArea += x * nextY - nextX * y;
      perimeter += Math.sqrt((nextX - x) * (nextX - x) + (nextY - y) * (nextY - y));
      [x, y] = [nextX, nextY];
    }
  }
  return doubleArea / perimeter;
}

/** Moves every point along its outward normal: strokes become thicker by twice `amount`, or thinner where it is negative. */
export function grown(outline: Outline, amount: number): Outline {
  return outline.map((contour) => {
    const { length } = contour;
    const result = new Float64Array(length);
    for (let at = 0; at < length; at += 2) {
      const before = (at + length - 2) % length;
      const after = (at + 2) % length;
      const dx = contour[after]! - contour[before]!;
      const dy = contour[after + 1]! - contour[before + 1]!;
      const factor = amount / (Math.sqrt(dx * dx + dy * dy) || 1);
      result[at] = contour[at]! + dy * factor;
      result[at + 1] = contour[at + 1]! - dx * factor;
    }
    return result;
  });
}

/** The four-cornered stroke from one point to another. */
export function stroke(fromX: number, fromY: number, toX: number, toY: number, thickness: number): Outline {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const factor = thickness / 2 / (Math.hypot(dx, dy) || 1);
  const [nx, ny] = [dy * factor, -dx * factor];
  return [Float64Array.of(fromX + nx, fromY + ny, toX + nx, toY + ny, toX - nx, toY - ny, fromX - nx, fromY - ny)];
}

/** A regular polygon, its first corner pointing up. With several radii the corners take them in turn: two make a star. */
export function radialPolygon(corners: number, radii: readonly number[]): Contour {
  const contour = new Float64Array(corners * radii.length * 2);
  for (let corner = 0; corner < corners * radii.length; corner++) {
    const angle = Math.PI / 2 + (2 * Math.PI * corner) / (corners * radii.length);
    const radius = radii[corner % radii.length]!;
    contour[2 * corner] = radius * Math.cos(angle);
    contour[2 * corner + 1] = radius * Math.sin(angle);
  }
  return contour;
}

/** The same contour run the other way round: a hole. */
export function reversed(contour: Contour): Contour {
  const result = new Float64Array(contour.length);
  for (let at = 0; at < contour.length; at += 2) {
    result[at] = contour[contour.length - 2 - at]!;
    result[at + 1] = contour[contour.length - 1 - at]!;
  }
  return result;
}
