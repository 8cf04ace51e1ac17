import { describe, expect, test } from 'vitest';
import type { ModelFacts, OutputFacts } from '../../engine/vision/recognise/model-facts';
import { recognise, unrecognised } from '../../engine/vision/recognise/recognise';
import { readPython } from '../../engine/vision/recognise/python-literal';
import { statedIn } from '../../engine/vision/recognise/stated';

type Dims = readonly (number | undefined)[];

const facts = (input: Dims, outputs: Readonly<Record<string, Dims>>, metadata: Readonly<Record<string, string>> = {}): ModelFacts => ({
  inputs: [{ name: 'images', dtype: 'float32', dims: input }],
  outputs: Object.entries(outputs).map(([name, dims]): OutputFacts => ({ name, dtype: 'float32', dims })),
  metadata,
});
const told = (given: ModelFacts) => {
  const { task, isSure, why } = recognise(given) ?? { task: undefined, isSure: undefined, why: undefined };
  return { title: task?.title, answer: task?.answer, input: task?.input, classes: task?.classes, isSure, why };
};
const SQUARE = [1, 3, 640, 640];
const names = (count: number) => `{${Array.from({ length: count }, (_, index) => `${index}: 'name ${index}'`).join(', ')}}`;

describe('YOLO exports', () => {
  test('v8 with metadata: columns, letterbox and names', () => {
    const given = told(facts(SQUARE, { output0: [1, 84, 8400] }, { task: 'detect', names: names(80), imgsz: '[640, 640]', stride: '32', description: 'Ultralytics YOLOv8n model trained on coco.yaml' }));
    expect(given).toMatchObject({
      title: 'YOLOv8 or later, detection', isSure: true,
      answer: { kind: 'rows', candidates: 'columns', box: { at: 0, format: 'centre-size', unit: 'pixels' }, scores: { at: 4, count: 80, activation: 'none' }, isSuppressed: false },
      input: { layout: 'nchw', width: 640, height: 640, fit: 'pad', fill: 114, scale: 1 / 255, order: 'rgb' },
    });
    expect(given.classes![79]).toBe('name 79');
    expect(given.why).toContain('Ultralytics YOLOv8n');
  });

  test('v8 without metadata is the same but for the names', () => {
    expect(told(facts(SQUARE, { output0: [1, 6, 8400] }))).toMatchObject({ title: 'YOLOv8 or later, detection', classes: [], isSure: false, answer: { scores: { count: 2 } } });
  });

  test('open sizes: the size is stated, else 640', () => {
    expect(told(facts([undefined, 3, undefined, undefined], { output0: [undefined, 84, undefined] }, { task: 'detect', names: names(80), imgsz: '[320, 480]' }))).toMatchObject({ input: { width: 480, height: 320 }, answer: { candidates: 'columns', scores: { count: 80 } } });
    expect(told(facts([undefined, 3, undefined, undefined], { output0: [undefined, undefined, 85] }))).toMatchObject({ input: { width: 640 }, title: 'YOLOv5 or v7, detection' });
  });

  test('segmentation: 32 factors behind the classes, prototypes beside them', () => {
    expect(told(facts(SQUARE, { output0: [1, 116, 8400], output1: [1, 32, 160, 160] }, { task: 'segment', names: names(80) }))).toMatchObject({
      title: 'YOLOv8 or later, segmentation', answer: { scores: { count: 80 }, masks: { at: 84, count: 32, output: 'output1' } },
    });
    expect(told(facts(SQUARE, { output0: [1, 25200, 117], output1: [1, 32, 160, 160] }))).toMatchObject({ title: 'YOLOv5 or v7, segmentation', answer: { scores: { at: 5, count: 80, objectness: 4 }, masks: { at: 85 } } });
  });

  test('pose: stated points, or the 17 of the body', () => {
    expect(told(facts(SQUARE, { output0: [1, 56, 8400] }))).toMatchObject({ title: 'YOLOv8 or later, pose', answer: { scores: { count: 1 }, points: { at: 5, count: 17, values: 3 } } });
    expect(told(facts(SQUARE, { output0: [1, 26, 8400] }, { task: 'pose', names: "{0: 'hand'}", kpt_shape: '[7, 3]' }))).toMatchObject({ answer: { scores: { count: 1 }, points: { at: 5, count: 7 } } });
  });

  test('v5 and v7, in rows with objectness', () => {
    expect(told(facts(SQUARE, { output: [1, 25200, 85] }, { names: names(80), stride: '32' }))).toMatchObject({ title: 'YOLOv5 or v7, detection', isSure: true, answer: { candidates: 'rows', scores: { at: 5, count: 80, objectness: 4 } } });
  });

  test('suppression inside: v10, v7 with the number of the picture, and segmentation', () => {
    expect(told(facts(SQUARE, { output0: [1, 300, 6] }, { task: 'detect', names: names(80) }))).toMatchObject({ answer: { box: { format: 'corners' }, scores: { kind: 'best', score: 4, label: 5 }, isSuppressed: true } });
    expect(told(facts(SQUARE, { output: [undefined, 7] }))).toMatchObject({ answer: { box: { at: 1 }, scores: { kind: 'best', score: 6, label: 5 } } });
    expect(told(facts(SQUARE, { output0: [1, 300, 38], output1: [1, 32, 160, 160] }))).toMatchObject({ answer: { isSuppressed: true, masks: { at: 6 } } });
    expect(told(facts(SQUARE, { output0: [1, 300, 57] }))).toMatchObject({ answer: { isSuppressed: true, points: { at: 6, count: 17 } } });
  });

  test('one row per cell: YOLOX by its bytes, v6 by the name of its output', () => {
    expect(told(facts(SQUARE, { output: [1, 8400, 85] }))).toMatchObject({ title: 'YOLOX, detection', isSure: false, input: { order: 'bgr', scale: 1, fit: 'pad-corner' }, answer: { cells: [8, 16, 32] } });
    expect(told(facts(SQUARE, { outputs: [1, 8400, 85] }))).toMatchObject({ title: 'YOLOv6, detection', input: { order: 'rgb' } });
  });

  test('RT-DETR answers shares of a stretched picture', () => {
    expect(told(facts(SQUARE, { output0: [1, 300, 84] }, { task: 'detect', names: names(80) }))).toMatchObject({ title: 'RT-DETR, detection', input: { fit: 'stretch' }, answer: { box: { unit: 'share' }, isSuppressed: true } });
  });

  test('raw heads: v3 by its convolutions, v5 with the numbers side by side', () => {
    expect(told(facts([1, 3, 416, 416], { a: [1, 255, 13, 13], b: [1, 255, 26, 26], c: [1, 255, 52, 52] }))).toMatchObject({
      title: 'YOLOv3 without decoding', answer: { size: 'exponent', classCount: 80, maps: [{ output: 'c', anchors: [[10, 13], [16, 30], [33, 23]] }, { output: 'b' }, { output: 'a' }] },
    });
    expect(told(facts(SQUARE, { a: [1, 3, 80, 80, 85], b: [1, 3, 40, 40, 85], c: [1, 3, 20, 20, 85] }))).toMatchObject({ answer: { size: 'square', classCount: 80 } });
  });

  test('half precision', () => {
    const given = facts(SQUARE, { output0: [1, 84, 8400] });
    expect(recognise({ ...given, inputs: [{ ...given.inputs[0]!, dtype: 'float16' }] })!.task.input.dtype).toBe('float16');
  });

  test('turned boxes are not taken for upright ones', () => {
    const given = facts(SQUARE, { output0: [1, 20, 8400] }, { task: 'obb', names: names(15) });
    expect(recognise(given)).toBeUndefined();
    expect(unrecognised(given)).toMatch(/turned boxes/);
  });
});

describe('boxes, scores and labels apart', () => {
  test('by the names of their outputs', () => {
    expect(told(facts(SQUARE, { num_dets: [1, 1], det_boxes: [1, 100, 4], det_scores: [1, 100], det_classes: [1, 100] }))).toMatchObject({ isSure: true, answer: { kind: 'tables', count: { output: 'num_dets' }, isSuppressed: true, background: 'none' } });
    expect(told(facts([1, 3, 800, 800], { logits: [1, 100, 92], pred_boxes: [1, 100, 4] }))).toMatchObject({ title: 'DETR, detection', input: { fit: 'stretch', mean: [0.485, 0.456, 0.406] }, answer: { background: 'last', scores: { activation: 'softmax' } } });
    expect(told(facts([1, 300, 300, 3], { detection_boxes: [1, 100, 4], detection_classes: [1, 100], detection_scores: [1, 100], num_detections: [1] }))).toMatchObject({ title: 'TensorFlow detection', input: { layout: 'nhwc' }, answer: { boxes: { format: 'corners-yx', unit: 'share' } } });
  });
});

describe('MediaPipe models', () => {
  test('palms, in either order of axes and outputs', () => {
    expect(told(facts([1, 192, 192, 3], { Identity: [1, 2016, 18], Identity_1: [1, 2016, 1] }))).toMatchObject({
      title: 'MediaPipe palm detection', isSure: true, input: { layout: 'nhwc', scale: 1 / 255, fill: 0 }, answer: { kind: 'anchors', boxes: 'Identity', scores: 'Identity_1', pointCount: 7 },
    });
    expect(told(facts([1, 3, 192, 192], { scores: [1, 2016, 1], boxes: [1, 2016, 18] }))).toMatchObject({ input: { layout: 'nchw' }, answer: { boxes: 'boxes', scores: 'scores' } });
  });

  test('faces near and far, and people', () => {
    expect(told(facts([1, 128, 128, 3], { regressors: [1, 896, 16], classificators: [1, 896, 1] }))).toMatchObject({ title: 'MediaPipe face detection, short range', input: { scale: 1 / 127.5, mean: [1] } });
    expect(told(facts([1, 256, 256, 3], { a: [1, 896, 16], b: [1, 896, 1] }))).toMatchObject({ title: 'MediaPipe face detection, back camera' });
    expect(told(facts([1, 192, 192, 3], { a: [1, 2304, 16], b: [1, 2304, 1] }))).toMatchObject({ title: 'MediaPipe face detection, full range' });
    expect(told(facts([1, 224, 224, 3], { a: [1, 2254, 12], b: [1, 2254, 1] }))).toMatchObject({ title: 'MediaPipe pose detection', answer: { pointCount: 4 } });
  });

  test('landmarks: points first, then presence, then the side', () => {
    expect(told(facts([1, 224, 224, 3], { Identity: [1, 63], Identity_1: [1, 1], Identity_2: [1, 1], Identity_3: [1, 63] }))).toMatchObject({
      title: 'MediaPipe hand landmarks', answer: { output: 'Identity', count: 21, values: 3, depth: 2.5, presence: { output: 'Identity_1', activation: 'none' }, side: { output: 'Identity_2' } },
    });
    expect(told(facts([1, 192, 192, 3], { mesh: [1, 1, 1, 1404], flag: [1, 1, 1, 1] }))).toMatchObject({ answer: { count: 468, presence: { output: 'flag', activation: 'sigmoid' } } });
    expect(told(facts([1, 256, 256, 3], { mesh: [1, 1, 1, 1434], a: [1, 1, 1, 1], b: [1, 1] }))).toMatchObject({ answer: { count: 478 } });
    expect(told(facts([1, 256, 256, 3], { a: [1, 195], b: [1, 1], c: [1, 256, 256, 1], d: [1, 64, 64, 39], e: [1, 117] }))).toMatchObject({ title: 'MediaPipe pose landmarks', answer: { output: 'a', count: 33, values: 5 } });
  });
});

describe('classifiers, maps and strangers', () => {
  test('ImageNet, and a classifier that ends with its own softmax', () => {
    expect(told(facts([undefined, 3, 224, 224], { logits: [undefined, 1000] }))).toMatchObject({ title: 'Classifier', input: { fit: 'crop', mean: [0.485, 0.456, 0.406] }, answer: { activation: 'softmax' } });
    const given = facts([1, 1, 28, 28], { out: [1, 10] });
    expect(recognise({ ...given, outputs: [{ ...given.outputs[0]!, writer: 'Softmax' }] })!.task).toMatchObject({ answer: { kind: 'classes', activation: 'none' }, input: { channels: 1, mean: [0] } });
  });

  test('a class for every pixel, in either order of axes', () => {
    expect(told(facts([1, 3, 64, 96], { out: [1, 21, 64, 96] }))).toMatchObject({ answer: { kind: 'pixels', layout: 'chw' } });
    expect(told(facts([1, 64, 96, 3], { out: [1, 32, 48, 2] }))).toMatchObject({ answer: { kind: 'pixels', layout: 'hwc' } });
  });

  test('models of something else are not recognised, and it is said why', () => {
    const text = { inputs: [{ name: 'ids', dtype: 'int64' as const, dims: [1, 128] }], outputs: [], metadata: {} };
    expect(recognise(text)).toBeUndefined();
    expect(unrecognised(text)).toMatch(/takes “ids”, which is not one picture/);
    expect(unrecognised(facts(SQUARE, { a: [1, 7, 9, 11, 13] }))).toMatch(/is not known here/);
  });
});

describe('values as Python prints them', () => {
  test('names with quotes, nested lists, and words', () => {
    expect(statedIn({ names: `{0: 'cat', 1: "driver's seat", 2: 'a \\'b\\' \\\\ c'}` }).classes).toEqual(['cat', "driver's seat", "a 'b' \\ c"]);
    expect(statedIn({ names: "['a', 'b']" }).classes).toEqual(['a', 'b']);
    expect(statedIn({ names: "{0: 'a', 2: 'c'}" }).classes).toEqual(['a', 'class 1', 'c']);
    expect(readPython('(1, -2.5, [True, None], {})')).toEqual([1, -2.5, [true, null], new Map()]);
  });

  test('anything else is nothing, whatever it is', () => {
    for (const text of ['', '{', "{0: 'a'", "'open", '__import__("os")', '[1 2]', '['.repeat(50), '{0: }']) expect(readPython(text)).toBeUndefined();
    expect(statedIn({ names: '[', imgsz: 'x', kpt_shape: '[17]' })).toEqual({ classes: [] });
    expect(statedIn({ names: "{99999999: 'far'}" }).classes).toEqual([]);
  });
});
