/** What of an X-ray is drawn in each view. */
import type { Found } from '../../engine/vision/decode/found';
import { sortBoxes, verdictsOf, type Thresholds, type Verdict } from './boxes';
import type { Mark, Scene } from './paint-xray';
import { cellOf, cellRectangle, placesIn, startOf } from './places';
import type { ReadXray, Rectangle } from './read-xray';
import type { Cell, XrayView } from './xray-store';

export interface Looked extends Thresholds {
  readonly view: XrayView;
  readonly scale: number;
  readonly cell: Cell | undefined;
  readonly region: number | undefined;
  readonly place: number | undefined;
  readonly object: number | undefined;
}

/** More outlines hide the picture. */
const MOST_FAINT = 400;

export function sceneOf(read: ReadXray, looked: Looked): Omit<Scene, 'picture'> {
  if (looked.view === 'cells') return cellsScene(read, looked);
  return looked.view === 'boxes' ? boxesScene(read, looked) : objectsScene(read, looked);
}

function cellsScene(read: ReadXray, { scale, cell, region, place }: Looked): Omit<Scene, 'picture'> {
  const { found, classes } = read;
  const lit = litPlaces(read, cell, region);
  const boxes = found.filter(({ row }) => lit.includes(row));
  const area: Rectangle | undefined = cell ? cellRectangle(read, cell) : region === undefined ? undefined : read.regions[region];
  const others = read.regions.slice(0, MOST_FAINT).map((rectangle): Mark => ({ ...rectangle, look: 'faint' }));
  const marks: Mark[] = [...(area ? [{ ...area, look: 'lit' } as const] : others), ...boxes.map((box): Mark => boxMark(box, 'plain'))];
  const chosen = boxes.find(({ row }) => row === place);
  if (chosen) marks.push(boxMark(chosen, 'chosen', scoreText(chosen, classes)));
  const grid = read.grids[scale];
  return { ...(grid && { grid }), marks };
}

/** The places of the cell or region that is lit. */
export function litPlaces(read: ReadXray, cell: Cell | undefined, region: number | undefined): number[] {
  if (cell) return placesIn(read, cell);
  return region === undefined ? [] : [region];
}

function boxesScene(read: ReadXray, looked: Looked): Omit<Scene, 'picture'> {
  const verdicts = verdictsOf(sortBoxes(read, looked));
  const faint = verdicts.filter(({ by }) => by).slice(0, MOST_FAINT).map(({ box }) => boxMark(box, 'faint'));
  const chosen = verdicts.find(({ box }) => box.row === looked.place);
  // A chosen box is read by itself: the others step back.
  const kept = verdicts.filter(({ by }) => !by).reverse().map(({ box }) => (chosen ? boxMark(box, 'plain') : boxMark(box, 'strong', scoreText(box, read.classes))));
  if (!chosen) return { marks: [...faint, ...kept] };
  const cell = cellOf(read, chosen.box.row);
  const from: Mark[] = cell ? [{ ...cellRectangle(read, cell), label: chosen.box.label, look: 'fill' }] : [];
  return {
    marks: [...faint, ...kept, ...from, ...(chosen.by ? [boxMark(chosen.by, 'strong', scoreText(chosen.by, read.classes))] : []), boxMark(chosen.box, 'chosen', scoreText(chosen.box, read.classes))],
    ...tieOf(chosen),
  };
}

function tieOf({ box, by, iou }: Verdict): Pick<Scene, 'tie'> {
  return by ? { tie: { from: box, to: by, text: `IoU ${iou!.toFixed(2)}` } } : {};
}

/** Objects as they are, with the cells and anchors that answer for them: for the one that is chosen, or for all. */
function objectsScene(read: ReadXray, { object, place }: Looked): Omit<Scene, 'picture'> {
  const objects = read.xray.training?.objects ?? [];
  const isShown = (index: number): boolean => object === undefined || object === index;
  const marks: Mark[] = [];
  objects.forEach(({ label, places }, index) => {
    if (!isShown(index)) return;
    for (const assigned of places) {
      const cell = cellOf(read, assigned.place);
      if (cell) marks.push({ ...cellRectangle(read, cell), label, look: object === index && assigned.place === place ? 'lit' : 'fill' });
      const start = startOf(read, assigned.place);
      if (start && (object === index || !cell)) marks.push({ ...start, label, look: object === index && assigned.place === place ? 'chosen' : 'anchor' });
    }
  });
  objects.forEach(({ box: [x, y, width, height], label }, index) => {
    marks.push({ x: x - width / 2, y: y - height / 2, width, height, label, look: object === undefined ? 'plain' : object === index ? 'strong' : 'faint', ...(isShown(index) && { text: read.classes[label] ?? String(label) }) });
  });
  const shown = object === undefined ? undefined : objects[object]?.places[0];
  const cell = place === undefined ? shown && cellOf(read, shown.place) : cellOf(read, place);
  const grid = cell && read.grids[cell.scale];
  return { ...(grid && { grid }), marks };
}

function boxMark({ x, y, width, height, label }: Found, look: Mark['look'], text?: string): Mark {
  return { x, y, width, height, label, look, ...(text !== undefined && { text }) };
}

export function scoreText({ label, score }: Found, classes: readonly string[]): string {
  return `${classes[label] ?? label} ${scoreDigits(score)}`;
}

/** Enough digits that small scores of untrained networks differ. */
export function scoreDigits(score: number): string {
  return score >= 0.1 || score === 0 ? score.toFixed(2) : score >= 0.001 ? score.toFixed(4) : score.toExponential(1);
}
