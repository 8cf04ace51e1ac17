/**
 * Turned squares around what was found: a landmark network wants its hand, face or body upright and filling its input.
 * The same geometry as MediaPipe's `DetectionsToRectsCalculator`, `AlignmentPointsRectsCalculator`,
 * `HandLandmarksToRectCalculator` and `RectTransformationCalculator`; everything in pixels of the picture.
 */
import type { Point } from './answer';
import type { Size } from './letterbox';

/** A rectangle turned about its centre; a positive angle turns clockwise on the screen, in radians. */
export interface Region {
  readonly centreX: number;
  readonly centreY: number;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
}

/** How a region comes from something with points, and how much larger it is made. */
export interface RegionRule {
  /** The point where the direction begins, and the points whose mean it ends in. */
  readonly from: number;
  readonly to: readonly number[];
  /** Where that direction points in the upright cut-out, in degrees: 90 is up, 0 to the right. */
  readonly target: number;
  /** `box`: around the box that was found; `points`: around the points, turned; `circle`: around the first point, as wide as the second is far. */
  readonly around: 'box' | 'points' | 'circle';
  /** The points that count for `points`; all where it is not given. */
  readonly points?: readonly number[];
  /** Of the longer side. */
  readonly scale: number;
  /** Moved along the turned vertical, in heights; negative is up. */
  readonly shift: number;
}

export interface RegionRules {
  /** From what a detector found. */
  readonly fromDetection: RegionRule;
  /** From the landmarks of the frame before, while nothing is lost. */
  readonly fromLandmarks: RegionRule;
}

/** Something with a box and points, in pixels of the picture. */
export interface Located {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly points: readonly Pick<Point, 'x' | 'y'>[];
}

export function regionOf(found: Located, rule: RegionRule): Region {
  const angle = angleOf(found.points, rule);
  const { centreX, centreY, width, height } = around(found, rule, angle);
  const shift = rule.shift * height;
  const side = Math.max(width, height) * rule.scale;
  return { centreX: centreX - Math.sin(angle) * shift, centreY: centreY + Math.cos(angle) * shift, width: side, height: side, angle };
}

/** The turn that brings the direction of the points to its target; between −π and π. */
function angleOf(points: Located['points'], { from, to, target }: RegionRule): number {
  const start = points[from];
  if (!start || to.length === 0) return 0;
  const end = meanOf(points, to);
  const turn = (target * Math.PI) / 180 - Math.atan2(-(end.y - start.y), end.x - start.x);
  return turn - 2 * Math.PI * Math.floor((turn + Math.PI) / (2 * Math.PI));
}

function meanOf(points: Located['points'], indices: readonly number[]): { x: number; y: number } {
  const chosen = indices.map((index) => points[index]!);
  return { x: chosen.reduce((sum, { x }) => sum + x, 0) / chosen.length, y: chosen.reduce((sum, { y }) => sum + y, 0) / chosen.length };
}

function around(found: Located, rule: RegionRule, angle: number): Omit<Region, 'angle'> {
  if (rule.around === 'box') return { centreX: found.x + found.width / 2, centreY: found.y + found.height / 2, width: found.width, height: found.height };
  if (rule.around === 'circle') {
    const centre = found.points[rule.from]!;
    const edge = meanOf(found.points, rule.to);
    const side = 2 * Math.hypot(edge.x - centre.x, edge.y - centre.y);
    return { centreX: centre.x, centreY: centre.y, width: side, height: side };
  }
  return aroundPoints(rule.points ? rule.points.map((index) => found.points[index]!) : found.points, angle);
}

/** The smallest rectangle of that angle around points. */
function aroundPoints(points: Located['points'], angle: number): Omit<Region, 'angle'> {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned = points.map(({ x, y }) => ({ x: x * cos + y * sin, y: -x * sin + y * cos }));
  const [left, right] = [Math.min(...turned.map(({ x }) => x)), Math.max(...turned.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...turned.map(({ y }) => y)), Math.max(...turned.map(({ y }) => y))];
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return { centreX: x * cos - y * sin, centreY: x * sin + y * cos, width: right - left, height: bottom - top };
}

/** A position in the cut-out (of `input` pixels) as one of the picture. */
export function regionToPicture({ centreX, centreY, width, height, angle }: Region, input: Size, x: number, y: number): { x: number; y: number } {
  const across = (x / input.width - 0.5) * width;
  const down = (y / input.height - 0.5) * height;
  return { x: centreX + across * Math.cos(angle) - down * Math.sin(angle), y: centreY + across * Math.sin(angle) + down * Math.cos(angle) };
}

/** A position of the picture as one in the cut-out; it may lie outside. */
export function pictureToRegion({ centreX, centreY, width, height, angle }: Region, input: Size, x: number, y: number): { x: number; y: number } {
  const [right, below] = [x - centreX, y - centreY];
  const across = right * Math.cos(angle) + below * Math.sin(angle);
  const down = -right * Math.sin(angle) + below * Math.cos(angle);
  return { x: (across / width + 0.5) * input.width, y: (down / height + 0.5) * input.height };
}

/** Interleaved rows of bytes, as pictures and canvases hold them. */
export interface Bytes extends Size {
  /** Samples per pixel: 1 grey, 3 red, green, blue, 4 with alpha. */
  readonly samples: 1 | 3 | 4;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** Cuts a region out of a picture, upright, bilinear; what lies outside the picture has the grey `fill`. */
export function cutOut(picture: Bytes, region: Region, { width, height }: Size, fill: number): Bytes {
  const { samples, data } = picture;
  const out = new Uint8Array(width * height * samples);
  /** From a pixel to the one below it. */
  const next = picture.width * samples;
  const origin = regionToPicture(region, { width, height }, 0.5, 0.5);
  const stepX = { x: (Math.cos(region.angle) * region.width) / width, y: (Math.sin(region.angle) * region.width) / width };
  const stepY = { x: (-Math.sin(region.angle) * region.height) / height, y: (Math.cos(region.angle) * region.height) / height };
  const read = (column: number, row: number, sample: number): number => (column < 0 || row < 0 || column >= picture.width || row >= picture.height ? (sample === 3 ? 255 : fill) : data[(row * picture.width + column) * samples + sample]!);
  for (let row = 0, to = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      // Pixels are squares: the middle of the first one is at 0.5.
      const x = origin.x + stepX.x * column + stepY.x * row - 0.5;
      const y = origin.y + stepX.y * column + stepY.y * row - 0.5;
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const [right, below] = [x - left, y - top];
      if (left >= 0 && top >= 0 && left < picture.width - 1 && top < picture.height - 1) {
        // Nearly all of them; a call for each of the four pixels would take most of the time.
        const at = (top * picture.width + left) * samples;
        for (let sample = 0; sample < samples; sample++, to++) {
          const from = at + sample;
          const upper = data[from]! * (1 - right) + data[from + samples]! * right;
          const lower = data[from + next]! * (1 - right) + data[from + next + samples]! * right;
          out[to] = upper * (1 - below) + lower * below + 0.5;
        }
        continue;
      }
      for (let sample = 0; sample < samples; sample++, to++) {
        const upper = read(left, top, sample) * (1 - right) + read(left + 1, top, sample) * right;
        const lower = read(left, top + 1, sample) * (1 - right) + read(left + 1, top + 1, sample) * right;
        out[to] = upper * (1 - below) + lower * below + 0.5;
      }
    }
  }
  return { width, height, samples, data: out };
}
