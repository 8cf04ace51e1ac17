import { contourLevels, contourSegments } from '../../../engine/labs/contours';
import type { LabTrail } from '../../../engine/labs/requests';
import type { Surface } from '../../../engine/labs/surfaces';
import type { Drawing, PlanePoint } from '../plane';
import { token } from '../use-shown-theme';
import { COLUMNS, ROWS } from './use-heights';

export const RACER_COLOURS = ['--accent', '--kind-output', '--kind-activation', '--kind-norm', '--kind-regularization', '--kind-dense', '--dim'] as const;

export interface Racer {
  readonly name: string;
  readonly colour: string;
  readonly trail: LabTrail;
}

interface Scene {
  readonly surface: Surface;
  readonly heights: readonly number[] | undefined;
  readonly racers: readonly Racer[];
  /** Steps of each trail that are drawn. */
  readonly shown: number;
}

const LEVELS = 14;

export function drawSurface(drawing: Drawing, { heights, racers, shown }: Scene): void {
  const { context, width, height, scale } = drawing;
  paper(drawing);
  if (!heights) return;
  const [wide, high] = [width / (COLUMNS - 1), height / (ROWS - 1)];
  for (const level of contourLevels(heights, LEVELS)) {
    context.beginPath();
    for (const [x1, y1, x2, y2] of contourSegments({ columns: COLUMNS, rows: ROWS, heights }, level)) {
      context.moveTo(x1 * wide, y1 * high);
      context.lineTo(x2 * wide, y2 * high);
    }
    context.strokeStyle = token('--line-strong');
    context.lineWidth = 0.8 * scale;
    context.stroke();
  }
  drawTrails(drawing, racers, shown, ({ points }, step) => ({ x: points[step]![0]!, y: points[step]![1]! }));
}

export function drawCurve(drawing: Drawing, { surface, heights, racers, shown }: Scene): void {
  const { context, scale, at } = drawing;
  paper(drawing);
  if (!heights) return;
  const [from, to] = [surface.from[0]!, surface.to[0]!];
  context.beginPath();
  heights.forEach((y, column) => {
    const place = at({ x: from + ((to - from) * column) / (COLUMNS - 1), y });
    if (column === 0) context.moveTo(place.x, place.y);
    else context.lineTo(place.x, place.y);
  });
  context.strokeStyle = token('--line-strong');
  context.lineWidth = 2 * scale;
  context.stroke();
  drawTrails(drawing, racers, shown, ({ points, heights: own }, step) => ({ x: points[step]![0]!, y: own[step]! }));
}

function paper({ context, width, height }: Drawing): void {
  context.fillStyle = token('--panel');
  context.fillRect(0, 0, width, height);
}

/** A dot per step, where there is room for it, and a name at the end. */
function drawTrails({ context, height, scale, at }: Drawing, racers: readonly Racer[], shown: number, place: (trail: LabTrail, step: number) => PlanePoint): void {
  const taken: PlanePoint[] = [];
  for (const { name, colour, trail } of racers) {
    const last = Math.min(shown, trail.points.length - 1);
    const places = Array.from({ length: last + 1 }, (_, step) => at(place(trail, step)));
    context.strokeStyle = context.fillStyle = token(colour);
    context.lineWidth = 1.6 * scale;
    context.beginPath();
    for (const { x, y } of places) context.lineTo(x, y);
    context.stroke();
    places.forEach(({ x, y }, step) => {
      context.beginPath();
      context.arc(x, y, (step === last ? 5 : 2) * scale, 0, 2 * Math.PI);
      context.fill();
    });
    const end = places.at(-1)!;
    // Names that would lie over each other stand one below the other.
    let y = Math.min(Math.max(end.y - 8 * scale, 14 * scale), height - 6 * scale);
    while (taken.some((other) => Math.abs(other.y - y) < 14 * scale && Math.abs(other.x - end.x) < 150 * scale)) y += 14 * scale;
    taken.push({ x: end.x, y });
    context.font = `500 ${11 * scale}px "Inter Variable", sans-serif`;
    // Beside its name: a name that had to move still belongs to its trail.
    context.fillRect(end.x + 9 * scale, y - 8 * scale, 8 * scale, 8 * scale);
    context.fillStyle = token('--text');
    context.fillText(name, end.x + 21 * scale, y);
  }
}
