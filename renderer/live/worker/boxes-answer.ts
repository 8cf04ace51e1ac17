/**
 * Boxes from a layer that finds objects. Its prediction is float32 [1, R, 4 + C], C for the classes: centre x, centre y, width
 * and height in pixels of the network's input, then a score per class.
 */
import type { Detection, VisionAnswer } from '../../../engine/vision/answer';
import { boxToPicture, clipTo, type Fit, type Size } from '../../../engine/vision/letterbox';
import { suppress, type Candidate } from '../../../engine/vision/nms';
import type { AnswerSettings, NamedTensor } from '../protocol';

/** So many boxes are shown at most; more could not be told apart. */
const MOST_BOXES = 300;
/** So many of the best go into suppression, which compares each with each. */
const MOST_CANDIDATES = 3000;
const BOX_NUMBERS = 4;

interface Place {
  readonly fit: Fit;
  readonly frame: Size;
  readonly settings: AnswerSettings;
}

export function boxesAnswer(output: NamedTensor, { classes = [] }: { readonly classes?: readonly string[] }, { fit, frame, settings }: Place): VisionAnswer {
  const candidates = candidatesOf(output, classes.length, settings.scoreAtLeast);
  const { kept } = suppress(candidates, { iou: settings.iou, most: MOST_BOXES });
  const detections = kept.map((index): Detection => ({ ...candidates[index]!, ...clipTo(frame, boxToPicture(fit, candidates[index]!)) }));
  return { kind: 'boxes', detections: detections.filter(({ width, height }) => width > 0 && height > 0), classes };
}

/** Each box with its best class, in pixels of the network's input, the best first. */
function candidatesOf({ shape, data }: NamedTensor, classes: number, scoreAtLeast: number): Candidate[] {
  const [rows, columns] = shape.slice(-2) as [number, number];
  const count = classes > 0 ? Math.min(classes, columns - BOX_NUMBERS) : columns - BOX_NUMBERS;
  const found: Candidate[] = [];
  for (let row = 0; row < rows; row++) {
    const at = row * columns;
    let label = 0;
    for (let index = 1; index < count; index++) if (data[at + BOX_NUMBERS + index]! > data[at + BOX_NUMBERS + label]!) label = index;
    const score = data[at + BOX_NUMBERS + label]!;
    if (!(score >= scoreAtLeast)) continue;
    const [x, y, width, height] = [data[at]!, data[at + 1]!, data[at + 2]!, data[at + 3]!];
    if (width > 0 && height > 0) found.push({ x: x - width / 2, y: y - height / 2, width, height, label, score });
  }
  return found.sort((a, b) => b.score - a.score).slice(0, MOST_CANDIDATES);
}
