/** Draws a frame with what the X-ray shows of it: the grid, the cell that is lit, boxes kept and suppressed, objects and who answers for them. */
import type { ClassColours } from '../design/overlay/class-colours';
import { fitView, leftOf, topOf, type PictureView } from '../design/overlay/picture-view';
import type { Rectangle } from './read-xray';

/** A rectangle with how strongly it is meant. */
export interface Mark extends Rectangle {
  /** Index of a class; white without one. */
  readonly label?: number;
  readonly text?: string;
  /** `faint` gives way, `anchor` is where something starts from, `fill` is a cell that answers. */
  readonly look: 'strong' | 'plain' | 'faint' | 'anchor' | 'fill' | 'lit' | 'chosen';
}

export interface Scene {
  readonly picture: { readonly image: CanvasImageSource; readonly width: number; readonly height: number };
  readonly grid?: { readonly rows: number; readonly columns: number; readonly strideX: number; readonly strideY: number };
  /** Later ones lie above. */
  readonly marks: readonly Mark[];
  /** From a suppressed box to the one that it gave way to. */
  readonly tie?: { readonly from: Rectangle; readonly to: Rectangle; readonly text: string };
}

export interface SceneLook {
  readonly colours: ClassColours;
  readonly font: string;
}

const TEXT = 11;
const LABEL_HEIGHT = 16;
const PADDING = 4;
const WHITE = '#ffffff';
const INK = '#0b1020';

/** Sizes in CSS pixels. Returns where the picture lies. */
export function paintScene(context: CanvasRenderingContext2D, { picture, grid, marks, tie }: Scene, size: { readonly width: number; readonly height: number }, look: SceneLook): PictureView {
  const view = fitView(picture, size, false);
  context.clearRect(0, 0, size.width, size.height);
  context.save();
  context.beginPath();
  context.rect(view.left, view.top, view.width, view.height);
  context.clip();
  context.imageSmoothingEnabled = false;
  context.drawImage(picture.image, view.left, view.top, view.width, view.height);
  if (grid) paintGrid(context, grid, view);
  for (const mark of marks) paintMark(context, mark, view, look);
  if (tie) paintTie(context, tie, view, look);
  paintNames(context, marks, view, look);
  context.restore();
  return view;
}

/** Light and dark side by side, so that lines are seen on any picture. */
function paintGrid(context: CanvasRenderingContext2D, { rows, columns, strideX, strideY }: NonNullable<Scene['grid']>, view: PictureView): void {
  context.lineWidth = 1;
  for (const [colour, shift] of [['#0000004d', 0.5], ['#ffffff59', -0.5]] as const) {
    context.strokeStyle = colour;
    context.beginPath();
    for (let column = 1; column < columns; column++) {
      const x = Math.round(leftOf(view, column * strideX)) + shift;
      context.moveTo(x, view.top);
      context.lineTo(x, view.top + view.height);
    }
    for (let row = 1; row < rows; row++) {
      const y = Math.round(topOf(view, row * strideY)) + shift;
      context.moveTo(view.left, y);
      context.lineTo(view.left + view.width, y);
    }
    context.stroke();
  }
}

const LOOKS: Readonly<Record<Mark['look'], { readonly width: number; readonly opacity: number; readonly dash?: readonly number[]; readonly fill?: number }>> = {
  strong: { width: 2, opacity: 1 },
  plain: { width: 1, opacity: 0.9 },
  faint: { width: 1, opacity: 0.5, dash: [3, 3] },
  anchor: { width: 1, opacity: 0.95, dash: [2, 3] },
  fill: { width: 1, opacity: 0.9, fill: 0.45 },
  lit: { width: 2, opacity: 1, fill: 0.3 },
  chosen: { width: 3, opacity: 1 },
};

function paintMark(context: CanvasRenderingContext2D, mark: Mark, view: PictureView, look: SceneLook): void {
  const { width, opacity, dash = [], fill } = LOOKS[mark.look];
  const place = [leftOf(view, mark.x, mark.width), topOf(view, mark.y), mark.width * view.scale, mark.height * view.scale] as const;
  const colour = colourOf(mark, look);
  context.save();
  context.setLineDash([...dash]);
  if (fill !== undefined) {
    context.globalAlpha = fill;
    context.fillStyle = colour;
    context.fillRect(...place);
  }
  context.globalAlpha = opacity;
  if (mark.look === 'chosen' || mark.look === 'lit') {
    context.lineWidth = width + 2;
    context.strokeStyle = INK;
    context.strokeRect(...place);
  }
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.strokeRect(...place);
  context.restore();
}

function paintTie(context: CanvasRenderingContext2D, { from, to, text }: NonNullable<Scene['tie']>, view: PictureView, look: SceneLook): void {
  const middle = ({ x, y, width, height }: Rectangle) => [leftOf(view, x + width / 2), topOf(view, y + height / 2)] as const;
  const [start, end] = [middle(from), middle(to)];
  context.save();
  for (const [colour, width] of [[INK, 4], [WHITE, 2]] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(...start);
    context.lineTo(...end);
    context.stroke();
    context.fillStyle = colour;
    context.beginPath();
    context.arc(...end, width + 2, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
  const place = textPlace(context, text, { left: (start[0] + end[0]) / 2 + 6, top: (start[1] + end[1]) / 2 + LABEL_HEIGHT / 2 }, view, look);
  paintText(context, text, place, WHITE, look);
}

/** Of what lies above first; a name that would cover another one is left out, and read in the table. */
function paintNames(context: CanvasRenderingContext2D, marks: readonly Mark[], view: PictureView, look: SceneLook): void {
  const taken: Rectangle[] = [];
  for (const mark of marks.toReversed()) {
    if (mark.text === undefined) continue;
    const place = textPlace(context, mark.text, { left: leftOf(view, mark.x), top: topOf(view, mark.y) }, view, look);
    if (taken.some((other) => place.x < other.x + other.width && other.x < place.x + place.width && place.y < other.y + other.height && other.y < place.y + place.height)) continue;
    taken.push(place);
    paintText(context, mark.text, place, colourOf(mark, look), look);
  }
}

/** Above a point, or below it where the picture ends above. */
function textPlace(context: CanvasRenderingContext2D, text: string, { left, top }: { readonly left: number; readonly top: number }, view: PictureView, { font }: SceneLook): Rectangle {
  context.font = `600 ${TEXT}px ${font}`;
  const width = context.measureText(text).width + 2 * PADDING;
  const x = Math.max(view.left, Math.min(left, view.left + view.width - width));
  const y = top - LABEL_HEIGHT >= view.top ? top - LABEL_HEIGHT : Math.max(top, view.top);
  return { x, y, width, height: LABEL_HEIGHT };
}

function paintText(context: CanvasRenderingContext2D, text: string, { x, y, width, height }: Rectangle, colour: string, { font }: SceneLook): void {
  context.font = `600 ${TEXT}px ${font}`;
  context.fillStyle = colour;
  context.fillRect(x, y, width, height);
  context.fillStyle = INK;
  context.textBaseline = 'middle';
  context.fillText(text, x + PADDING, y + height / 2 + 0.5);
}

function colourOf({ label }: Mark, { colours }: SceneLook): string {
  return label === undefined ? WHITE : colours.of(label);
}
