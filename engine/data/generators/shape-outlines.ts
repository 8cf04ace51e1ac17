/** The outlines of the geometric shapes, about the origin, at most 1 away from it. */
import { radialPolygon, reversed, type Outline } from './outline';

const ROUND = 40;

function cross(): Outline {
  const [long, short] = [0.95, 0.3];
  const quarter = [[short, -long], [short, -short], [long, -short]];
  const points = [0, 1, 2, 3].flatMap((turn) =>
    quarter.flatMap(([x, y]) => {
      let [px, py] = [x!, y!];
      for (let step = 0; step < turn; step++) [px, py] = [-py, px];
      return [px, py];
    }),
  );
  return [Float64Array.from(points)];
}

function heart(): Outline {
  const points = Array.from({ length: ROUND }, (_, step) => {
    const t = (2 * Math.PI * step) / ROUND;
    const x = 16 * Math.sin(t) ** 3;
    const y = 13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t);
    // The classic heart curve runs clockwise from the notch; mirroring it turns it round.
    return [-x / 17, (y + 2.5) / 17];
  });
  return [Float64Array.from(points.flat())];
}

/** The outer arc runs over the left, the inner one, part of a circle further right, back. */
function crescent(): Outline {
  const half = ROUND / 2;
  const horn = 0.3 * Math.PI;
  const outer = Array.from({ length: half }, (_, step) => {
    const angle = horn + ((2 * Math.PI - 2 * horn) * step) / (half - 1);
    return [Math.cos(angle), Math.sin(angle)];
  });
  const [hornX, hornY] = [Math.cos(horn), Math.sin(horn)];
  const centreX = 0.55;
  const radius = Math.hypot(hornX - centreX, hornY);
  const start = Math.atan2(-hornY, hornX - centreX) + 2 * Math.PI;
  const end = Math.atan2(hornY, hornX - centreX);
  const inner = Array.from({ length: half - 2 }, (_, step) => {
    const angle = start + ((end - start) * (step + 1)) / (half - 1);
    return [centreX + radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  return [Float64Array.from([...outer, ...inner].flat())];
}

export const SHAPE_OUTLINES: Readonly<Record<string, Outline>> = {
  circle: [radialPolygon(ROUND, [0.95])],
  crescent: crescent(),
  cross: cross(),
  heart: heart(),
  ring: [radialPolygon(ROUND, [1]), reversed(radialPolygon(ROUND, [0.55]))],
  square: [radialPolygon(4, [1])],
  star: [radialPolygon(5, [1, 0.42])],
  triangle: [radialPolygon(3, [1])],
};
