/**
 * Pixels as polygons: the borders between pixels that are set and pixels that are not, with fewer points. Painted again they are
 * the same pixels, or where points were left out, the same to within the tolerance. Without Node: the window draws with it.
 */

interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Row by row; what is not 0 is set. */
  readonly data: Uint8Array;
}

/** x and y alternately; set pixels lie to the right of the way, so that holes run the other way round. */
type Ring = readonly number[];

/**
 * One polygon for each connected part, corners touching not being connected; its holes are reached over a line that is gone there and
 * back, which the even–odd rule does not see. `tolerance` in pixels: how far a point that is left out may lie beside the line.
 */
export function outlinesOf(bitmap: Bitmap, tolerance = 0): number[][] {
  const rings = ringsOf(bitmap);
  const holes = rings.filter((ring) => signedArea(ring) < 0);
  const outer = rings.filter((ring) => signedArea(ring) > 0);
  const polygons = outer.map((ring) => ({ ring, points: [...simplified(ring, tolerance)] }));
  for (const hole of holes) {
    // Parts within a part lie in its holes: the smallest around is the one that has this hole.
    const around = polygons.filter(({ ring }) => contains(ring, hole[0]! + 0.5, hole[1]! - 0.5) || contains(ring, hole[0]! - 0.5, hole[1]! - 0.5)).sort((a, b) => signedArea(a.ring) - signedArea(b.ring))[0];
    const points = simplified(hole, tolerance);
    if (around && points.length >= 6) around.points.push(around.points[0]!, around.points[1]!, ...points, points[0]!, points[1]!);
  }
  return polygons.map(({ points }) => points).filter((points) => points.length >= 6);
}

const RIGHT = 0;
const DOWN = 1;
const LEFT = 2;
const UP = 3;
const STEPS = [[1, 0], [0, 1], [-1, 0], [0, -1]] as const;

function ringsOf({ width, height, data }: Bitmap): Ring[] {
  const isSet = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] !== 0;
  // A way along a border with set pixels to its right begins at this corner in this direction.
  const begins = (x: number, y: number, direction: number): boolean => {
    if (direction === RIGHT) return isSet(x, y) && !isSet(x, y - 1);
    if (direction === DOWN) return isSet(x - 1, y) && !isSet(x, y);
    if (direction === LEFT) return isSet(x - 1, y - 1) && !isSet(x - 1, y);
    return isSet(x, y - 1) && !isSet(x - 1, y - 1);
  };
  const gone = new Uint8Array((width + 1) * (height + 1));
  const rings: Ring[] = [];
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x <= width; x++) {
      for (const first of [RIGHT, DOWN, LEFT, UP]) {
        if (begins(x, y, first) && !(gone[y * (width + 1) + x]! & (1 << first))) rings.push(follow(x, y, first));
      }
    }
  }
  return rings;

  function follow(startX: number, startY: number, first: number): Ring {
    const points: number[] = [];
    let [x, y, direction] = [startX, startY, first];
    do {
      gone[y * (width + 1) + x]! |= 1 << direction;
      x += STEPS[direction]![0];
      y += STEPS[direction]![1];
      // Turning right first keeps pixels apart that touch at a corner only.
      const next = [(direction + 1) % 4, direction, (direction + 3) % 4].find((one) => begins(x, y, one))!;
      if (next !== direction) points.push(x, y);
      direction = next;
    } while (x !== startX || y !== startY || direction !== first);
    return points;
  }
}

function signedArea(ring: Ring): number {
  let twice = 0;
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length;
    twice += ring[at]! * ring[next + 1]! - ring[next]! * ring[at + 1]!;
  }
  return twice / 2;
}

function contains(ring: Ring, x: number, y: number): boolean {
  let isInside = false;
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length;
    const [x0, y0, x1, y1] = [ring[at]!, ring[at + 1]!, ring[next]!, ring[next + 1]!];
    if (y0 <= y !== y1 <= y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) isInside = !isInside;
  }
  return isInside;
}

/** After Douglas and Peucker, from two points of the ring that lie far apart. */
function simplified(ring: Ring, tolerance: number): Ring {
  const count = ring.length / 2;
  if (tolerance === 0 || count <= 4) return ring;
  const far = furthest(ring, 0, (point) => Math.hypot(ring[2 * point]! - ring[0]!, ring[2 * point + 1]! - ring[1]!), 1, count);
  const kept = new Set([0, far.point]);
  keepBetween(ring, 0, far.point, tolerance, kept);
  keepBetween(ring, far.point, count, tolerance, kept);
  return [...kept].sort((a, b) => a - b).flatMap((point) => [ring[2 * point]!, ring[2 * point + 1]!]);
}

/** `to` may be the number of points: the first one again. */
function keepBetween(ring: Ring, from: number, to: number, tolerance: number, kept: Set<number>): void {
  const open: [number, number][] = [[from, to]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [start, end] = span;
    const last = end % (ring.length / 2);
    const [ax, ay, bx, by] = [ring[2 * start]!, ring[2 * start + 1]!, ring[2 * last]!, ring[2 * last + 1]!];
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const distance = (point: number): number => {
      const [x, y] = [ring[2 * point]!, ring[2 * point + 1]!];
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
      return Math.hypot(ax + along * (bx - ax) - x, ay + along * (by - ay) - y);
    };
    const { point, value } = furthest(ring, start, distance, start + 1, end);
    if (value <= tolerance) continue;
    kept.add(point);
    open.push([start, point], [point, end]);
  }
}

function furthest(ring: Ring, otherwise: number, distance: (point: number) => number, from: number, to: number): { readonly point: number; readonly value: number } {
  let [best, value] = [otherwise, 0];
  for (let point = from; point < Math.min(to, ring.length / 2); point++) {
    const far = distance(point);
    if (far > value) [best, value] = [point, far];
  }
  return { point: best, value };
}
