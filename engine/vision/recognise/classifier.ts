/** Models with one answer about the whole picture, or one per pixel. */
import { USUAL_SELECTION, type Activation, type PictureInput } from '../model-task';
import { pictureDims, shapeOf, type ModelFacts, type OutputFacts } from './model-facts';
import { pictureOf, plainRange, type PictureAxes } from './picture-of';
import type { Recognition } from './recognition';
import { statedIn } from './stated';

/** What nearly all classifiers trained on ImageNet are fed with (torchvision, timm, the ONNX model zoo). */
const IMAGENET: Pick<PictureInput, 'mean' | 'deviation'> = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] };
const IMAGENET_CLASSES = [1000, 1001];
/** An output with fewer rows and columns than this is no picture of classes. */
const SMALLEST_MAP = 8;

export function recogniseClassifier(facts: ModelFacts): Recognition | undefined {
  const stated = statedIn(facts.metadata);
  const picture = pictureOf(facts, stated.size ?? { width: 224, height: 224 });
  const [output] = facts.outputs;
  if (!picture || facts.outputs.length !== 1 || !output) return undefined;
  const axes = pictureDims(output).filter((dim) => dim !== 1);
  const [count] = axes;
  if (axes.length !== 1 || count === undefined || count < 2) return undefined;
  const isImagenet = IMAGENET_CLASSES.includes(count) && stated.task === undefined && picture.channels === 3 && picture.dtype !== 'uint8';
  const activation = activationOf(output, stated.task === 'classify' ? 'none' : 'softmax');
  return {
    task: { title: stated.task === 'classify' ? 'YOLO classification' : 'Classifier', input: { ...picture, ...plainRange(picture), ...(isImagenet && IMAGENET), fit: stated.task === 'classify' || isImagenet ? 'crop' : 'stretch', fill: 0 }, answer: { kind: 'classes', output: output.name, activation }, classes: stated.classes, selection: USUAL_SELECTION },
    why: `Its only output is ${count.toLocaleString('en')} numbers${isImagenet ? ', as classifiers trained on ImageNet answer: their mean and deviation are assumed' : ''}.`,
    isSure: stated.task === 'classify',
  };
}

export function recognisePixels(facts: ModelFacts): Recognition | undefined {
  const stated = statedIn(facts.metadata);
  const picture = pictureOf(facts, stated.size);
  const output = facts.outputs[0];
  if (!picture || !output || output.dims.length !== 4 || (facts.outputs.length > 1 && !/^(out|output|logits|mask|masks)$/.test(output.name))) return undefined;
  const layout = mapLayout(output, picture);
  if (!layout) return undefined;
  const activation = activationOf(output, 'softmax');
  return {
    task: { title: 'Segmentation', input: { ...picture, ...plainRange(picture), fit: 'stretch', fill: 0 }, answer: { kind: 'pixels', output: output.name, layout, activation }, classes: stated.classes, selection: USUAL_SELECTION },
    why: `Its output of ${shapeOf(output)} has a score per class for every pixel.`,
    isSure: false,
  };
}

/** Rows and columns have the shape of the input, in its size or smaller. */
function mapLayout(output: OutputFacts, { width, height, layout }: PictureAxes): 'chw' | 'hwc' | undefined {
  const [a, b, c] = pictureDims(output);
  const fits = (rows: number | undefined, across: number | undefined): boolean => {
    if (rows === undefined || across === undefined) return rows === across;
    return rows >= SMALLEST_MAP && rows <= height && across <= width && Math.abs(rows / height - across / width) < 0.01;
  };
  if (fits(b, c) && (layout === 'nchw' || !fits(a, b))) return a === undefined ? undefined : 'chw';
  return fits(a, b) && c !== undefined ? 'hwc' : undefined;
}

function activationOf({ writer }: OutputFacts, otherwise: Activation): Activation {
  if (writer === 'Softmax' || writer === 'Sigmoid') return 'none';
  return otherwise;
}
