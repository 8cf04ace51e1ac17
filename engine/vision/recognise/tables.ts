/**
 * Boxes, scores and labels in outputs of their own, by the names that exporters give them: TensorRT's EfficientNMS
 * (num_dets, det_boxes, det_scores, det_classes), DETR (pred_boxes, logits), torchvision (boxes, labels, scores), TensorFlow
 * (detection_boxes, detection_scores, detection_classes, num_detections).
 */
import { USUAL_SELECTION, type BoxFormat, type BoxUnit, type ModelTask, type PictureInput, type TablesAnswer } from '../model-task';
import type { ModelFacts, OutputFacts } from './model-facts';
import { pictureOf, plainRange, type PictureAxes } from './picture-of';
import type { Recognition } from './recognition';
import { statedIn, type Stated } from './stated';

interface Family {
  readonly title: string;
  readonly boxes: RegExp;
  readonly scores: RegExp;
  readonly labels?: RegExp;
  readonly count?: RegExp;
  readonly format: BoxFormat;
  readonly unit: BoxUnit;
  readonly activation: TablesAnswer['scores']['activation'];
  readonly background: TablesAnswer['background'];
  readonly isSuppressed: boolean;
  readonly input?: (picture: PictureAxes) => Partial<PictureInput>;
}

/** ImageNet's mean and deviation, which DETR models are trained with. */
const IMAGENET: Partial<PictureInput> = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] };

const FAMILIES: readonly Family[] = [
  { title: 'Detection with suppression inside (EfficientNMS)', count: /^num(ber)?_?(dets|detections)?$/, boxes: /^(det_|nms_?)?boxes$/, scores: /^(det_|nms_?)?scores$/, labels: /^(det_|nms_?)?(classes|labels)$/, format: 'corners', unit: 'pixels', activation: 'none', background: 'none', isSuppressed: true },
  { title: 'TensorFlow detection', count: /^num_detections(:0)?$/, boxes: /^detection_boxes(:0)?$/, scores: /^detection_scores(:0)?$/, labels: /^detection_classes(:0)?$/, format: 'corners-yx', unit: 'share', activation: 'none', background: 'first', isSuppressed: true, input: () => ({ fit: 'stretch' }) },
  { title: 'DETR, detection', boxes: /^pred_boxes$/, scores: /^(pred_)?logits$/, format: 'centre-size', unit: 'share', activation: 'softmax', background: 'last', isSuppressed: true, input: (picture) => ({ fit: 'stretch', ...(picture.dtype !== 'uint8' && IMAGENET) }) },
  { title: 'torchvision detection', boxes: /^boxes$/, scores: /^scores$/, labels: /^labels$/, format: 'corners', unit: 'pixels', activation: 'none', background: 'first', isSuppressed: true, input: () => ({ fit: 'stretch' }) },
];

export function recogniseTables(facts: ModelFacts): Recognition | undefined {
  const stated = statedIn(facts.metadata);
  const picture = pictureOf(facts, stated.size);
  if (!picture) return undefined;
  return FAMILIES.map((family) => ofFamily(facts, family, picture, stated)).find((found) => found !== undefined);
}

function named({ outputs }: ModelFacts, pattern: RegExp | undefined): OutputFacts | undefined {
  return pattern && outputs.find(({ name }) => pattern.test(name));
}

function ofFamily(facts: ModelFacts, family: Family, picture: PictureAxes, stated: Stated): Recognition | undefined {
  const [boxes, scores, labels, count] = [family.boxes, family.scores, family.labels, family.count].map((pattern) => named(facts, pattern));
  if (!boxes || !scores || (family.labels && !labels) || (family.count && !count) || boxes.dims.at(-1) !== 4) return undefined;
  const { format, unit, activation, background, isSuppressed } = family;
  const answer: TablesAnswer = {
    kind: 'tables', boxes: { output: boxes.name, format, unit }, scores: { output: scores.name, activation },
    ...(labels && { labels: { output: labels.name } }), ...(count && { count: { output: count.name } }), background, isSuppressed,
  };
  const task: ModelTask = { title: family.title, input: { ...picture, ...plainRange(picture), fit: 'pad', fill: 114, ...family.input?.(picture) }, answer, classes: stated.classes, selection: USUAL_SELECTION };
  return { task, why: `Its outputs are called ${[boxes, scores, labels, count].flatMap((output) => (output ? `“${output.name}”` : [])).join(', ')}.`, isSure: family.count !== undefined };
}
