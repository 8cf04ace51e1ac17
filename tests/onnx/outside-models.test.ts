/** Files of other tools, made by `scripts/make-outside-models.py`: they open, are recognised, and find what is on the picture. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Pixels } from '../../engine/data/dataset';
import { fitPicture } from '../../engine/data/fit-picture';
import { openSession } from '../../engine/run/onnx-runtime';
import { openSeeingModel } from '../../engine/run/see-model';
import type { Detection } from '../../engine/vision/answer';
import { inputTensor } from '../../engine/vision/input-tensor';
import { LandmarkPipeline, type RunningModel } from '../../engine/vision/landmark-pipeline';
import type { LandmarksAnswer, ModelTask } from '../../engine/vision/model-task';
import { cutOut, regionOf, type Bytes } from '../../engine/vision/rotated-crop';
import { landmarksIn } from '../../engine/vision/see';

const FOLDER = join(import.meta.dirname, '../fixtures/outside-models');
const RED = [255, 0, 0];
const BLUE = [0, 0, 255];

interface Thing {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: readonly number[];
}

/** Grey, with things on it. */
function scene(width: number, height: number, things: readonly Thing[]): Pixels {
  const data = new Uint8Array(width * height * 3).fill(90);
  for (const { x, y, width: across, height: down, colour } of things) {
    for (let row = y; row < y + down; row++) for (let column = x; column < x + across; column++) data.set(colour, (row * width + column) * 3);
  }
  return { width, height, channels: 3, data };
}

/** Twice the input and half as high: 16 rows of border above and below, and a cell of 8 pixels is 16 of the picture. */
const PICTURE = scene(128, 64, [{ x: 16, y: 16, width: 16, height: 16, colour: RED }, { x: 96, y: 32, width: 16, height: 16, colour: BLUE }]);
const LEFT_RED = { label: 0, x: 16, y: 16, width: 16, height: 16 };
const RIGHT_BLUE = { label: 1, x: 96, y: 32, width: 16, height: 16 };

async function seen(name: string, picture: Pixels, task?: ModelTask) {
  const model = await openSeeingModel(join(FOLDER, name), { threads: 1, ...(task && { task }) });
  try {
    const { answer } = await model.see(picture, { ...model.task.selection, score: 0.4 });
    const detections = answer.kind === 'boxes' ? [...answer.detections].sort((a, b) => a.x - b.x) : [];
    return { task: model.task, answer, detections, boxes: detections.map(({ label, x, y, width, height }) => ({ label, x, y, width, height })), classes: 'classes' in answer ? answer.classes : [] };
  } finally {
    await model.close();
  }
}

describe('YOLO layouts of another tool', () => {
  test('v8: the red thing is left, the blue one right, in pixels of the picture; names come from the file', async () => {
    const { boxes, detections, classes, task } = await seen('yolov8.onnx', PICTURE);
    expect(boxes).toEqual([LEFT_RED, RIGHT_BLUE]);
    // Halving the picture takes a little grey into the cell.
    expect(detections.map(({ score }) => Math.round(score * 100))).toEqual([92, 92]);
    expect(classes).toEqual(['red thing', "blue's thing"]);
    expect(task.title).toBe('YOLOv8 or later, detection');
  });

  test('half precision, and no metadata at all', async () => {
    const half = await seen('yolov8-half.onnx', PICTURE);
    expect(half.task.input.dtype).toBe('float16');
    expect(half.boxes).toEqual([LEFT_RED, RIGHT_BLUE]);
    const bare = await seen('yolov8-bare.onnx', PICTURE);
    expect(bare.boxes).toEqual([LEFT_RED, RIGHT_BLUE]);
    expect(bare.classes).toEqual(['class 0', 'class 1']);
  });

  test('open sizes: the stated one, 96 × 32, is used', async () => {
    const { boxes, task } = await seen('yolov8-open.onnx', scene(96, 32, [{ x: 8, y: 8, width: 8, height: 8, colour: BLUE }]));
    expect(task.input).toMatchObject({ width: 96, height: 32 });
    expect(boxes).toEqual([{ label: 1, x: 8, y: 8, width: 8, height: 8 }]);
  });

  test('v5: objectness halves the score', async () => {
    const { boxes, detections } = await seen('yolov5.onnx', PICTURE);
    expect(boxes).toEqual([LEFT_RED, RIGHT_BLUE]);
    expect(detections[0]!.score).toBeCloseTo((await seen('yolov8.onnx', PICTURE)).detections[0]!.score / 2, 5);
  });

  test('v10: suppressed inside', async () => {
    const { boxes } = await seen('yolov10.onnx', PICTURE);
    expect(boxes).toEqual([LEFT_RED, RIGHT_BLUE]);
  });

  test('segmentation: the mask is the thing, inside its box', async () => {
    // The thing fills the upper half of its cell of 32 pixels: 64 of the picture.
    const { detections } = await seen('yolov8-segment.onnx', scene(128, 128, [{ x: 64, y: 0, width: 64, height: 32, colour: RED }]));
    const large = detections.find(({ width }) => width === 64)!;
    expect(large.mask).toMatchObject({ x: 64, y: 0, width: 64, height: 64 });
    const rows = Array.from({ length: 64 }, (_, row) => large.mask!.data.subarray(row * 64, (row + 1) * 64).reduce((sum, one) => sum + one, 0));
    // At its edges the mask is read between prototypes of 8 pixels.
    expect(rows.slice(0, 28)).toEqual(Array.from({ length: 28 }, () => 64));
    expect(rows.slice(36)).toEqual(Array.from({ length: 28 }, () => 0));
  });
});

describe('MediaPipe layouts of another tool', () => {
  test('palm detection, a turned cut-out, and landmarks in it, back on the picture', async () => {
    // 384 × 192: half the size in the input, 48 rows of border. A cell of 16 is 32 of the picture.
    const picture = scene(384, 192, [{ x: 128, y: 64, width: 32, height: 32, colour: RED }]);
    const { detections, task } = await seen('palm.onnx', picture);
    expect(task.title).toBe('MediaPipe palm detection');
    const palm = detections[0] as Detection;
    expect(detections).toHaveLength(1);
    // The box of 40 around the middle of the thing is 80 of the picture; the wrist points to the right.
    expect([palm.x + palm.width / 2, palm.y + palm.height / 2, palm.width].map((number) => Math.round(number))).toEqual([144, 80, 80]);
    expect(palm.points![0]!.x).toBeLessThan(palm.points![2]!.x);

    const landmarks = await landmarksOf(picture, palm);
    expect(landmarks.score).toBeGreaterThan(0.4);
    expect(landmarks.side).toBe(1);
    // The wrist is at the middle of the thing; “up” in the cut-out is to the right on the picture.
    expect(landmarks.points[0]!.x).toBeCloseTo(144, 0);
    expect(landmarks.points[0]!.y).toBeCloseTo(80, 0);
    expect(Math.abs(landmarks.points[3]!.x - landmarks.points[0]!.x - 96)).toBeLessThan(2);
    expect(landmarks.points[3]!.y - landmarks.points[0]!.y).toBeCloseTo(0, 0);
    // z is told over 0.4, in the scale of x.
    expect(Math.abs(landmarks.points[0]!.z - -16 / 0.4)).toBeLessThan(0.5);
  });

  test('without a detector, landmarks of the whole picture', async () => {
    const { answer } = await seen('hand.onnx', scene(224, 112, [{ x: 160, y: 40, width: 40, height: 40, colour: RED }]));
    expect(answer.kind === 'points' && answer.sets[0]!.points[0]).toMatchObject({ x: expect.closeTo(180, 0), y: expect.closeTo(60, 0) });
  });
});

describe('detector and landmarks together', () => {
  test('the detector is asked once, then the square follows the points; what is lost is looked for again', async () => {
    const [detector, landmarker] = await Promise.all([running('palm.onnx'), running('hand.onnx')]);
    const pipeline = new LandmarkPipeline(detector, landmarker, { smoothing: { minimumCutoff: 1e6, beta: 0, speedCutoff: 1 }, patience: 0.1 });
    const seenAt = async (x: number | undefined, time: number) => {
      const picture = scene(384, 192, x === undefined ? [] : [{ x, y: 64, width: 32, height: 32, colour: RED }]);
      const { answer, isSearched } = await pipeline.frame({ width: 384, height: 192, samples: 3, data: picture.data }, time);
      return { isSearched, x: answer.sets[0] && Math.round(answer.sets[0].points[0]!.x), track: answer.sets[0]?.track };
    };
    try {
      expect(await seenAt(128, 0)).toEqual({ isSearched: true, x: 144, track: 0 });
      for (const step of [1, 2, 3]) expect(await seenAt(128 + 8 * step, step / 30)).toEqual({ isSearched: false, x: 144 + 8 * step, track: 0 });
      expect((await seenAt(undefined, 1)).x).toBeUndefined();
      expect(await seenAt(256, 2)).toEqual({ isSearched: true, x: 272, track: 1 });
    } finally {
      await Promise.all([detector.close(), landmarker.close()]);
    }
  });

  test('a detector in the place of the landmark model is refused', async () => {
    const detector = await running('palm.onnx');
    await detector.close();
    expect(() => new LandmarkPipeline(detector, detector)).toThrow(/does not tell the points of something that was cut out/);
  });
});

async function running(name: string): Promise<RunningModel & { close(): Promise<void> }> {
  const path = join(FOLDER, name);
  const { task, close } = await openSeeingModel(path, { threads: 1 }).then((model) => ({ task: model.task, close: () => model.close() }));
  await close();
  const session = await openSession(await readFile(path), { backend: 'cpu', threads: 1 });
  return { task, run: (input) => session.run(new Map([[task.input.name, input]])), close: () => session.close() };
}

async function landmarksOf(picture: Pixels, palm: Detection) {
  const hand = await openSeeingModel(join(FOLDER, 'hand.onnx'), { threads: 1 });
  await hand.close();
  const task = hand.task as ModelTask & { readonly answer: LandmarksAnswer };
  const region = regionOf({ ...palm, points: palm.points! }, task.region!.fromDetection);
  const cut: Bytes = cutOut({ width: picture.width, height: picture.height, samples: 3, data: picture.data }, region, task.input, 0);
  const session = await openSession(await readFile(join(FOLDER, 'hand.onnx')), { backend: 'cpu', threads: 1 });
  const outputs = await session.run(new Map([[task.input.name, inputTensor(task.input, cut)]]));
  await session.close();
  return landmarksIn(task, outputs, region);
}

describe('what does not fit', () => {
  test('a file that is none, and a mapping that names a wrong output', async () => {
    await expect(openSeeingModel(join(FOLDER, '../course-examples.json'), { threads: 1 })).rejects.toThrow(/not an ONNX model/);
    const { task } = await seen('yolov8.onnx', PICTURE);
    await expect(seen('yolov8.onnx', PICTURE, { ...task, answer: { ...task.answer, output: 'boxes' } as ModelTask['answer'] })).rejects.toThrow(/no output “boxes”/);
    await expect(seen('yolov8-bare.onnx', PICTURE, { ...task, answer: { ...task.answer, candidates: 'rows', scores: { kind: 'each', at: 4, count: 90, activation: 'none' } } as ModelTask['answer'] })).rejects.toThrow(/has 84 numbers per candidate, but the mapping reads 94/);
  });

  test('a picture is put at the upper left where the task says so', () => {
    const { data } = fitPicture(scene(8, 4, []), { width: 4, height: 4, fit: 'pad-corner', fill: 7 });
    expect(data.filter((_, index) => index % 3 === 0)).toEqual(Uint8Array.from([...Array.from({ length: 8 }, () => 90), ...Array.from({ length: 8 }, () => 7)]));
  });
});
