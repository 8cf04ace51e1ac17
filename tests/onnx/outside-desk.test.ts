/** What the window asks about a file that is being mapped. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import type { JsonObject } from '../../engine/document/model';
import { writeDocumentFile } from '../../engine/files/document-file';
import { detectObjects } from '../../engine/run/detect';
import { OutsideModels } from '../../engine/run/outside-models';
import type { ModelTask } from '../../engine/vision/model-task';

const FOLDER = join(import.meta.dirname, '../fixtures/outside-models');
const YOLO = join(FOLDER, 'yolov8.onnx');
const GREY = encode({ width: 64, height: 64, channels: 3, depth: 8, data: new Uint8Array(64 * 64 * 3).fill(90) });
/** With a red cell in the second row and column. */
const RED = encode({ width: 64, height: 64, channels: 3, depth: 8, data: Uint8Array.from({ length: 64 * 64 * 3 }, (_, at) => {
  const [x, y] = [Math.floor(at / 3) % 64, Math.floor(at / 192)];
  return x >= 8 && x < 16 && y >= 8 && y < 16 ? [255, 0, 0][at % 3]! : 90;
}) });

describe('a file that is being mapped', () => {
  test('is described with what it was recognised as', async () => {
    const { name, facts, recognition, why } = await new OutsideModels().describe(YOLO, 1);
    expect({ name, inputs: facts.inputs.map(({ dims }) => dims), title: recognition?.task.title, isSure: recognition?.isSure }).toEqual({ name: 'yolov8.onnx', inputs: [[1, 3, 64, 64]], title: 'YOLOv8 or later, detection', isSure: true });
    expect(why).toContain('Ultralytics YOLOv8n model');
  });

  test('runs again only for another picture or another input', async () => {
    const desk = new OutsideModels();
    const task = await sureTask(desk);
    const first = await desk.see(YOLO, RED, task, 1);
    expect(first.answer).toMatchObject({ detections: [{ label: 0, x: 8, y: 8, width: 8, height: 8 }] });
    expect(first.milliseconds).toBeGreaterThan(0);
    const strict = await desk.see(YOLO, RED, { ...task, selection: { ...task.selection, score: 0.01 } }, 1);
    expect(strict.milliseconds).toBeUndefined();
    expect(strict.candidates).toBeGreaterThan(1);
    expect((await desk.see(YOLO, GREY, task, 1)).milliseconds).toBeGreaterThan(0);
    expect((await desk.see(YOLO, GREY, { ...task, input: { ...task.input, order: 'bgr' } }, 1)).milliseconds).toBeGreaterThan(0);
  });

  test('says what does not fit, and goes on', async () => {
    const desk = new OutsideModels();
    const task = await sureTask(desk);
    await expect(desk.see(YOLO, RED, { ...task, input: { ...task.input, width: 32 } }, 1)).rejects.toThrow(/takes 1 × 3 × 64 × 64 of float32, but the mapping makes 1 × 3 × 64 × 32 of float32/);
    await expect(desk.see(YOLO, RED, { ...task, input: { ...task.input, name: 'x' } }, 1)).rejects.toThrow(/has no input “x”/);
    await expect(desk.see(YOLO, new Uint8Array([1, 2, 3]), task, 1)).rejects.toThrow(/the picture/);
    expect((await desk.see(YOLO, RED, task, 1)).answer).toMatchObject({ detections: [{ label: 0 }] });
  });

  test('no file, and no model', async () => {
    await expect(new OutsideModels().describe(join(FOLDER, 'none.onnx'), 1)).rejects.toThrow(/none\.onnx/);
    await expect(new OutsideModels().describe(join(FOLDER, '../course-examples.json'), 1)).rejects.toThrow(/not an ONNX model/);
  });
});

describe('the mapping that a document keeps', () => {
  test('tells the command line what a model answers', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'layerloom-mapping-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const [picture, loom] = [join(folder, 'red.png'), join(folder, 'net.loom')];
    await writeFile(picture, RED);
    const task = { ...(await sureTask(new OutsideModels())), classes: ['apple', 'berry'] };
    await writeDocumentFile(loom, { ...createDocument('net'), outside: { file: 'yolov8.onnx', task: task as unknown as JsonObject } });
    const [found] = await detectObjects({ model: YOLO, pictures: [picture], threads: 1, mapping: loom });
    expect(found!.boxes).toMatchObject([{ label: 'apple', x: 8, y: 8, width: 8, height: 8 }]);
    await writeDocumentFile(loom, createDocument('net'));
    await expect(detectObjects({ model: YOLO, pictures: [picture], threads: 1, mapping: loom })).rejects.toThrow(/keeps no mapping/);
  });
});

/** Only of what the model is sure: larger cells see a quarter of the thing. */
async function sureTask(desk: OutsideModels): Promise<ModelTask> {
  const { task } = (await desk.describe(YOLO, 1)).recognition!;
  return { ...task, selection: { ...task.selection, score: 0.4 } };
}
