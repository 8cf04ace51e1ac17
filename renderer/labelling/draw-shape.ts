/** Drawing, by pointer and by keyboard alike: points are put where the cursor is, and make a shape when they are enough. */
import type { LabelCategory } from '../../engine/data/annotations/labels';
import { addObjects } from './edit-labels';
import { useLabelView } from './label-view';
import { useLabelling, type Draft } from './labelling-store';
import { boxBetween, polygonOf, snap, type Place } from './shapes';

/** What a class is called that nobody has named. */
export const FIRST_CLASS = 'object';
/** Pixels of the window within which a click means the first point again. */
const NEAR = 9;

/** Puts the next point; a box is done with its second, a polygon where its first is met again. */
export function putPoint(at: Place): void {
  const { tool, draft, shown } = useLabelling.getState();
  if (!shown || tool === 'select') return;
  const place = snap(at, shown);
  if (tool === 'box') {
    if (draft?.kind === 'box') finishBox(draft.from, place);
    else begin({ kind: 'box', from: place });
    return;
  }
  const points = draft?.kind === 'polygon' ? draft.points : [];
  if (closes(points, place)) finishPolygon(points);
  else if (points.at(-2) !== place.x || points.at(-1) !== place.y) begin({ kind: 'polygon', points: [...points, place.x, place.y] });
}

function begin(draft: Draft): void {
  useLabelling.setState({ draft, selected: undefined });
}

/** Whether a point at `place` would be the first one again, or the last one twice. */
export function closes(points: readonly number[], { x, y }: Place): boolean {
  if (points.length < 6) return false;
  const reach = NEAR / useLabelView.getState().scale;
  const isAt = (px: number, py: number, within: number): boolean => Math.hypot(px - x, py - y) <= within;
  return isAt(points[0]!, points[1]!, reach) || isAt(points.at(-2)!, points.at(-1)!, 0);
}

export function finishBox(from: Place, to: Place): void {
  const shape = boxBetween(from, to);
  if (shape) draw('Draw a box', shape);
}

/** Does nothing before there are three points. */
export function finishPolygon(points: readonly number[]): void {
  const shape = polygonOf(points);
  if (shape) draw('Draw a polygon', shape);
}

export function takePointBack(): void {
  useLabelling.setState(({ draft }) => (draft?.kind === 'polygon' && draft.points.length > 2 ? { draft: { ...draft, points: draft.points.slice(0, -2) } } : { draft: undefined }));
}

function draw(label: string, shape: NonNullable<ReturnType<typeof boxBetween>>): void {
  const { categories, category } = useLabelling.getState();
  useLabelling.setState({ draft: undefined });
  const made: readonly LabelCategory[] = category === undefined ? [...categories, { id: 1, name: FIRST_CLASS }] : categories;
  addObjects(label, [{ ...shape, category: category ?? made.at(-1)!.id, isCrowd: false }], made === categories ? {} : { categories: made });
}
