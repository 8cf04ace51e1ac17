import { describe, expect, test } from 'vitest';
import type { Tensor } from '../../engine/core/dtype';
import { toHalf } from '../../engine/core/half';
import { anchorCentres } from '../../engine/vision/decode/anchors';
import type { AnswerRule, ModelTask, RowsAnswer } from '../../engine/vision/model-task';
import { answerOf } from '../../engine/vision/see';

const INPUT: ModelTask['input'] = {
  name: 'images', dtype: 'float32', layout: 'nchw', width: 64, height: 64, channels: 3, order: 'rgb', fit: 'pad', fill: 114, scale: 1 / 255, mean: [0], deviation: [1],
};
/** Twice as wide as the input and half as high as wide: scale ½, 16 rows of border above and below. */
const PICTURE = { width: 128, height: 64 };

const task = (answer: AnswerRule, rest: Partial<ModelTask> = {}): ModelTask => ({ title: 'test', input: INPUT, answer, classes: ['cat', 'dog'], selection: { score: 0.25, iou: 0.5, among: 'class', most: 100 }, ...rest });
const tensor = (shape: readonly number[], data: readonly number[]): Tensor => ({ dtype: 'float32', shape, data: Float32Array.from(data) });
const outputs = (named: Readonly<Record<string, Tensor>>) => new Map(Object.entries(named));
const rounded = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, one: unknown) => (typeof one === 'number' ? Math.round(one * 1e4) / 1e4 : one)));
const logit = (share: number) => Math.log(share / (1 - share));

function detections(model: ModelTask, named: Readonly<Record<string, Tensor>>): unknown {
  const { answer } = answerOf(model, outputs(named), PICTURE);
  return answer.kind === 'boxes' ? rounded(answer.detections.map(({ label, score, x, y, width, height }) => ({ label, score, box: [x, y, width, height] }))) : answer;
}

/** Centre 20, 30 and 10 × 8 in the input is left 30, top 20 and 20 × 16 in the picture. */
const DOG = { label: 1, score: 0.8, box: [30, 20, 20, 16] };
const ROWS: RowsAnswer = { kind: 'rows', output: 'output0', candidates: 'rows', box: { at: 0, format: 'centre-size', unit: 'pixels' }, scores: { kind: 'each', at: 4, count: 2, activation: 'none' }, isSuppressed: false };

describe('one table', () => {
  test('rows of candidates, as our own heads answer; a weaker box of the class is suppressed', () => {
    const rows = [20, 30, 10, 8, 0.1, 0.8, 21, 30, 10, 8, 0.1, 0.6, 21, 30, 10, 8, 0.1, 0.2];
    expect(detections(task(ROWS), { output0: tensor([1, 3, 6], rows) })).toEqual([DOG]);
    const { suppression, candidates } = answerOf(task(ROWS), outputs({ output0: tensor([1, 3, 6], rows) }), PICTURE);
    expect(candidates).toHaveLength(2);
    expect(rounded(suppression.suppressed)).toEqual([{ index: 1, by: 0, iou: 0.8182 }]);
  });

  test('columns of candidates, as YOLOv8 writes them', () => {
    const columns = [20, 50, 30, 50, 10, 4, 8, 4, 0.1, 0.1, 0.8, 0.2];
    expect(detections(task({ ...ROWS, candidates: 'columns' }), { output0: tensor([1, 6, 2], columns) })).toEqual([DOG]);
  });

  test('objectness multiplies every class, as in YOLOv5', () => {
    const rule: RowsAnswer = { ...ROWS, scores: { kind: 'each', at: 5, count: 2, activation: 'none', objectness: 4 } };
    expect(detections(task(rule), { output0: tensor([1, 2, 7], [20, 30, 10, 8, 0.9, 0.2, 0.5, 20, 30, 10, 8, 0.1, 1, 1]) })).toEqual([{ ...DOG, score: 0.45 }]);
  });

  test('corners with score and class, padded with empty rows, as YOLOv10 writes them: nothing more is suppressed', () => {
    const rule: RowsAnswer = { ...ROWS, box: { at: 0, format: 'corners', unit: 'pixels' }, scores: { kind: 'best', score: 4, label: 5 }, isSuppressed: true };
    const rows = [15, 26, 25, 34, 0.8, 1, 15, 26, 25, 34, 0.7, 1, 0, 0, 0, 0, 0, 0];
    expect(detections(task(rule), { output0: tensor([1, 3, 6], rows) })).toEqual([DOG, { ...DOG, score: 0.7 }]);
  });

  test('shares of the input, logits, and softmax', () => {
    const box = [20 / 64, 30 / 64, 10 / 64, 8 / 64];
    const share: RowsAnswer = { ...ROWS, box: { at: 0, format: 'centre-size', unit: 'share' }, scores: { kind: 'each', at: 4, count: 2, activation: 'sigmoid' } };
    expect(detections(task(share), { output0: tensor([1, 1, 6], [...box, logit(0.1), logit(0.8)]) })).toEqual([DOG]);
    const softmax: RowsAnswer = { ...share, scores: { kind: 'each', at: 4, count: 2, activation: 'softmax' } };
    expect(detections(task(softmax), { output0: tensor([1, 1, 6], [...box, Math.log(0.2), Math.log(0.8)]) })).toEqual([DOG]);
  });

  test('half precision, as bits', () => {
    const rows = [20, 30, 10, 8, 0.125, 0.75];
    const half: Tensor = { dtype: 'float16', shape: [1, 1, 6], data: Uint16Array.from(rows, toHalf) };
    expect(detections(task(ROWS), { output0: half })).toEqual([{ ...DOG, score: 0.75 }]);
  });

  test('cells and exponents, as YOLOX writes them', () => {
    const rule: RowsAnswer = { ...ROWS, cells: [32, 64] };
    // Grids of 2 × 2 and 1: the third cell is the left one of the second row.
    const empty = [0, 0, 0, 0, 0, 0];
    const rows = [...empty, ...empty, 20 / 32, 30 / 32 - 1, Math.log(10 / 32), Math.log(8 / 32), 0, 0.8, ...empty, ...empty];
    expect(detections(task(rule), { output0: tensor([1, 5, 6], rows) })).toEqual([DOG]);
    expect(() => detections(task(rule), { output0: tensor([1, 1, 6], empty) })).toThrow(/has 1 candidates, but grids of stride 32, 64 over 64 × 64 pixels have 5 cells/);
  });

  test('points belong to their box', () => {
    const rule: RowsAnswer = { ...ROWS, scores: { kind: 'each', at: 4, count: 1, activation: 'none' }, points: { at: 5, count: 2, values: 3, activation: 'none' } };
    const { answer } = answerOf(task(rule), outputs({ output0: tensor([1, 1, 11], [20, 30, 10, 8, 0.8, 16, 28, 0.9, 24, 32, 0.4]) }), PICTURE);
    expect(rounded(answer)).toMatchObject({ detections: [{ points: [{ x: 32, y: 24, visibility: 0.9 }, { x: 48, y: 32, visibility: 0.4 }] }], skeleton: { name: 'points' } });
  });

  test('masks are mixed from prototypes and cut off at the box', () => {
    const rule: RowsAnswer = { ...ROWS, scores: { kind: 'each', at: 4, count: 1, activation: 'none' }, masks: { at: 5, count: 2, output: 'output1' } };
    // Prototypes of 4 × 4: the first says left half, the second the opposite; the factors take the first.
    const left = Array.from({ length: 16 }, (_, index) => (index % 4 < 2 ? 1 : -1));
    const named = { output0: tensor([1, 1, 7], [32, 32, 32, 16, 0.8, 1, 0]), output1: tensor([1, 2, 4, 4], [...left, ...left.map((value) => -value)]) };
    const { answer } = answerOf(task(rule), outputs(named), PICTURE);
    const mask = answer.kind === 'boxes' ? answer.detections[0]!.mask! : undefined;
    expect(mask).toMatchObject({ x: 32, y: 16, width: 64, height: 32 });
    expect([...mask!.data.subarray(0, 64)]).toEqual([...Array.from({ length: 32 }, () => 1), ...Array.from({ length: 32 }, () => 0)]);
  });

  test('a mask of its own fills the box of its object', () => {
    const rule: RowsAnswer = { ...ROWS, scores: { kind: 'each', at: 4, count: 1, activation: 'none' }, masks: { at: 5, size: 2 } };
    const { answer } = answerOf(task(rule), outputs({ output0: tensor([1, 1, 9], [32, 32, 4, 4, 0.8, 1, 0, 0, 1]) }), PICTURE);
    const mask = answer.kind === 'boxes' ? answer.detections[0]!.mask! : undefined;
    expect(mask).toMatchObject({ x: 60, y: 28, width: 8, height: 8 });
    expect([mask!.data[0], mask!.data[7], mask!.data[56], mask!.data[63]]).toEqual([1, 0, 0, 1]);
  });

  test('what is wrong with an output is said with the numbers', () => {
    expect(() => detections(task(ROWS), { other: tensor([1, 1, 6], [0, 0, 0, 0, 0, 0]) })).toThrow(/no output “output0”/);
    expect(() => detections(task(ROWS), { output0: tensor([1, 1, 5], [0, 0, 0, 0, 0]) })).toThrow(/has 5 numbers per candidate, but the mapping reads 6/);
    expect(() => detections(task(ROWS), { output0: tensor([2, 2, 2, 2], Array.from({ length: 16 }, () => 0)) })).toThrow(/the shape 2 × 2 × 2 × 2, which is no table of candidates/);
  });

  test('numbers that are no numbers are no boxes', () => {
    expect(detections(task(ROWS), { output0: tensor([1, 2, 6], [NaN, 30, 10, 8, 0.1, 0.8, 20, 30, 10, 8, NaN, NaN]) })).toEqual([]);
  });
});

describe('several tables', () => {
  const corners = [15, 26, 25, 34, 0, 0, 8, 8];

  test('counted detections of an export with suppression inside', () => {
    const rule: AnswerRule = { kind: 'tables', boxes: { output: 'det_boxes', format: 'corners', unit: 'pixels' }, scores: { output: 'det_scores', activation: 'none' }, labels: { output: 'det_classes' }, count: { output: 'num_dets' }, background: 'none', isSuppressed: true };
    const labels: Tensor = { dtype: 'int64', shape: [1, 2], data: BigInt64Array.from([1n, 0n]) };
    const count: Tensor = { dtype: 'int32', shape: [1, 1], data: Int32Array.from([1]) };
    expect(detections(task(rule), { num_dets: count, det_boxes: tensor([1, 2, 4], corners), det_scores: tensor([1, 2], [0.8, 0.9]), det_classes: labels })).toEqual([DOG]);
  });

  test('scores per class with background last, as DETR answers', () => {
    const rule: AnswerRule = { kind: 'tables', boxes: { output: 'pred_boxes', format: 'centre-size', unit: 'share' }, scores: { output: 'logits', activation: 'softmax' }, background: 'last', isSuppressed: true };
    const boxes = tensor([1, 2, 4], [20 / 64, 30 / 64, 10 / 64, 8 / 64, 0.5, 0.5, 0.5, 0.5]);
    expect(detections(task(rule), { pred_boxes: boxes, logits: tensor([1, 2, 3], [Math.log(0.1), Math.log(0.8), Math.log(0.1), 0, 0, 5]) })).toEqual([DOG]);
  });

  test('rows before columns, and labels from 1, as TensorFlow answers', () => {
    const rule: AnswerRule = { kind: 'tables', boxes: { output: 'boxes', format: 'corners-yx', unit: 'share' }, scores: { output: 'scores', activation: 'none' }, labels: { output: 'labels' }, background: 'first', isSuppressed: true };
    expect(detections(task(rule), { boxes: tensor([1, 1, 4], [26 / 64, 15 / 64, 34 / 64, 25 / 64]), scores: tensor([1, 1], [0.8]), labels: tensor([1, 1], [2]) })).toEqual([DOG]);
  });

  test('outputs that do not belong together', () => {
    const rule: AnswerRule = { kind: 'tables', boxes: { output: 'boxes', format: 'corners', unit: 'pixels' }, scores: { output: 'scores', activation: 'none' }, background: 'none', isSuppressed: false };
    expect(() => detections(task(rule), { boxes: tensor([1, 2, 4], corners), scores: tensor([1, 3], [0, 0, 0]) })).toThrow(/“scores” has 3 numbers for 2 boxes/);
  });
});

describe('heads as the network gives them', () => {
  const anchors = [[10, 8]] as const;

  test('YOLOv3: the centre is a share of its cell, the size an exponent of the anchor', () => {
    // A map of 2 × 2 cells of 32 pixels; the box is in the left one of the upper row.
    const cell = [logit(20 / 32), logit(30 / 32), 0, 0, 20, logit(0.1), logit(0.8)];
    const map = cell.flatMap((value, index) => [value, index === 4 ? -20 : 0, index === 4 ? -20 : 0, index === 4 ? -20 : 0]);
    expect(detections(task({ kind: 'grids', maps: [{ output: 'map', anchors }], size: 'exponent', classCount: 2 }), { map: tensor([1, 7, 2, 2], map) })).toEqual([DOG]);
  });

  test('YOLOv5: the same box from its own formulas, with the numbers of a candidate side by side', () => {
    const cell = [logit((20 / 32 + 0.5) / 2), logit((30 / 32 + 0.5) / 2), 0, 0, 20, logit(0.1), logit(0.8)];
    const empty = [0, 0, 0, 0, -20, 0, 0];
    const named = { map: tensor([1, 1, 2, 2, 7], [...cell, ...empty, ...empty, ...empty]) };
    expect(detections(task({ kind: 'grids', maps: [{ output: 'map', anchors }], size: 'square', classCount: 2 }), named)).toEqual([DOG]);
  });

  test('a map that does not fit its anchors', () => {
    expect(() => detections(task({ kind: 'grids', maps: [{ output: 'map', anchors }], size: 'square', classCount: 3 }), { map: tensor([1, 7, 2, 2], Array.from({ length: 28 }, () => 0)) })).toThrow(/no map of 1 anchors with 8 numbers/);
  });
});

describe('anchors of MediaPipe', () => {
  test('the grids of the palm, face and pose detectors have as many anchors as their models answer', () => {
    const count = (size: number, grids: Parameters<typeof anchorCentres>[0]) => anchorCentres(grids, { width: size, height: size }).length / 2;
    expect(count(192, [{ stride: 8, perCell: 2 }, { stride: 16, perCell: 6 }])).toBe(2016);
    expect(count(128, [{ stride: 8, perCell: 2 }, { stride: 16, perCell: 6 }])).toBe(896);
    expect(count(256, [{ stride: 16, perCell: 2 }, { stride: 32, perCell: 6 }])).toBe(896);
    expect(count(192, [{ stride: 4, perCell: 1 }])).toBe(2304);
    expect(count(224, [{ stride: 8, perCell: 2 }, { stride: 16, perCell: 2 }, { stride: 32, perCell: 6 }])).toBe(2254);
  });

  test('two overlapping boxes become one, weighted by their scores', () => {
    const rule: AnswerRule = { kind: 'anchors', boxes: 'boxes', scores: 'scores', grids: [{ stride: 32, perCell: 1 }], pointCount: 1 };
    // Anchors at 16 and 48; the first two say centre 20, 30, one a little to the right.
    const boxes = [4, 14, 10, 8, 0, 0, -26, 14, 10, 8, -30, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0];
    const named = { boxes: tensor([1, 4, 6], boxes), scores: tensor([1, 4, 1], [logit(0.75), logit(0.25), -200, -200]) };
    const { answer } = answerOf(task(rule, { selection: { score: 0.2, iou: 0.3, among: 'all', most: 10 } }), outputs(named), PICTURE);
    // 20 · ¾ + 22 · ¼ = 20.5 in the input is 41 in the picture; the points 16 and 18 give 16.5.
    expect(rounded(answer)).toMatchObject({ detections: [{ x: 31, y: 20, width: 20, height: 16, score: 0.75, points: [{ x: 33, y: 0 }] }] });
  });
});

describe('landmarks, classes and pixels', () => {
  test('points with depth and visibility, and nothing where nothing is present', () => {
    const rule: AnswerRule = { kind: 'landmarks', output: 'points', count: 1, values: 5, unit: 'pixels', depth: 2.5, visibility: 'sigmoid', presence: { output: 'flag', activation: 'none' } };
    const points = tensor([1, 10], [20, 30, 4, logit(0.9), logit(0.6), 0, 0, 0, 0, 0]);
    const seen = (flag: number) => answerOf(task(rule), outputs({ points, flag: tensor([1, 1], [flag]) }), PICTURE).answer;
    expect(rounded(seen(0.7))).toMatchObject({ sets: [{ score: 0.7, points: [{ x: 40, y: 28, z: 20, visibility: 0.6 }] }] });
    expect(seen(0.1)).toMatchObject({ sets: [] });
    expect(() => answerOf(task({ ...rule, count: 3 }), outputs({ points }), PICTURE)).toThrow(/has 10 numbers, which are no 3 points of 5/);
  });

  test('classes: logits become shares, and classes without names are numbered', () => {
    const { answer } = answerOf(task({ kind: 'classes', output: 'logits', activation: 'softmax' }), outputs({ logits: tensor([1, 3], [0, Math.log(2), Math.log(1)]) }), PICTURE);
    expect(answer.kind === 'classes' && { scores: rounded([...answer.scores]), classes: answer.classes }).toEqual({ scores: [0.25, 0.5, 0.25], classes: ['cat', 'dog', 'class 2'] });
  });

  test('pixels: the border of the letterbox is left out, and classes are read in either order of axes', () => {
    const input = { ...INPUT, width: 4, height: 4 };
    // Rows 1 and 2 show the picture: the upper half is class 1, the lower class 0; the borders say class 2.
    const labels = [2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0, 2, 2, 2, 2];
    const hwc = labels.flatMap((label) => [0, 1, 2].map((one) => (one === label ? 10 : 0)));
    const chw = [0, 1, 2].flatMap((one) => labels.map((label) => (one === label ? 10 : 0)));
    const seen = (layout: 'hwc' | 'chw' | 'hw', output: Tensor) => {
      const { answer } = answerOf(task({ kind: 'pixels', output: 'map', layout, activation: 'none' }, { input }), outputs({ map: output }), { width: 8, height: 4 });
      return answer.kind === 'mask' ? [...answer.mask.data] : [];
    };
    const expected = [...Array.from({ length: 16 }, () => 1), ...Array.from({ length: 16 }, () => 0)];
    expect(seen('hw', tensor([1, 4, 4], labels))).toEqual(expected);
    // Between two classes the border lies in the middle; towards the letterbox, class 2 wins nowhere on the picture.
    expect(seen('hwc', tensor([1, 4, 4, 3], hwc))).toEqual(expected);
    expect(seen('chw', tensor([1, 3, 4, 4], chw))).toEqual(expected);
  });
});
