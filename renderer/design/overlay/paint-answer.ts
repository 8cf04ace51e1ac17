/**
 * Draws what a network answers over the picture it answers about: boxes, masks, points with their lines, bars of classes. In a
 * mirrored picture everything stands where the mirror shows it, and text is read from left to right all the same.
 */
import type { Detection, VisionAnswer } from '../../../engine/vision/answer';
import { paintBars, type Bar } from './paint-bars';
import { paintMask } from './paint-mask';
import { paintPoints } from './paint-points';
import { leftOf, topOf, type OverlayLook, type PictureView } from './picture-view';

export function paintAnswer(context: CanvasRenderingContext2D, answer: VisionAnswer, view: PictureView, look: OverlayLook): void {
  if (answer.kind === 'classes') paintBars(context, bestClasses(answer), view, look);
  else if (answer.kind === 'mask') paintMask(context, answer.mask, view, { ...look, isObject: false });
  else if (answer.kind === 'points') for (const { points } of answer.sets) paintPoints(context, points, answer.skeleton, view, look);
  else for (const detection of [...answer.detections].reverse()) if (!look.hidden?.has(detection.label)) paintDetection(context, detection, answer, { view, look });
}

const BARS = 3;

function bestClasses({ scores, classes }: Extract<VisionAnswer, { kind: 'classes' }>): readonly Bar[] {
  const bars = classes.map((text, label): Bar => ({ text, share: scores[label] ?? 0, label }));
  return bars.sort((a, b) => b.share - a.share).slice(0, BARS);
}

const LINE = 2;
const TEXT = 12;
const LABEL_HEIGHT = 17;
const PADDING = 5;

interface Drawn {
  readonly view: PictureView;
  readonly look: OverlayLook;
}

function paintDetection(context: CanvasRenderingContext2D, detection: Detection, { classes, skeleton }: Extract<VisionAnswer, { kind: 'boxes' }>, { view, look }: Drawn): void {
  const { x, y, width, height, label, score, mask, points } = detection;
  const colour = look.colours.of(label);
  if (mask) paintMask(context, mask, view, { ...look, isObject: true, label });
  const [left, top] = [leftOf(view, x, width), topOf(view, y)];
  context.lineWidth = LINE;
  context.strokeStyle = colour;
  context.strokeRect(left, top, width * view.scale, height * view.scale);
  if (points) paintPoints(context, points, skeleton, view, look);
  if (look.labels !== 'none') paintLabel(context, `${classes[label] ?? label}${look.labels === 'scores' ? ` ${Math.round(score * 100)} %` : ''}`, { left, top, colour }, { view, look });
}

/** On the box's upper edge; below it where the picture ends above. */
function paintLabel(context: CanvasRenderingContext2D, text: string, { left, top, colour }: { readonly left: number; readonly top: number; readonly colour: string }, { view, look }: Drawn): void {
  context.font = `600 ${TEXT}px ${look.font}`;
  const width = context.measureText(text).width + 2 * PADDING;
  const edge = left - LINE / 2;
  const x = Math.max(view.left, Math.min(edge, view.left + view.width - width));
  const y = top - LABEL_HEIGHT >= view.top ? top - LABEL_HEIGHT : top;
  context.fillStyle = colour;
  context.fillRect(x, y, width, LABEL_HEIGHT);
  context.fillStyle = look.colours.ink;
  context.textBaseline = 'middle';
  context.fillText(text, x + PADDING, y + LABEL_HEIGHT / 2 + 0.5);
}
