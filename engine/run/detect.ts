/** The objects in picture files, found by a model of ours or from elsewhere; and the same pictures with a frame around each. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { encode } from 'fast-png';
import { fail } from '../core/diagnostic';
import { decodeImage } from '../data/decode/decode-image';
import { explaining } from '../files/file-problem';
import { drawFrames } from './draw-frames';
import { mappedTask } from './mapped-task';
import { openSeeingModel } from './see-model';

export interface DetectRequest {
  /** A run folder, an exported file, or an ONNX file from elsewhere that is recognised. */
  readonly model: string;
  readonly pictures: readonly string[];
  readonly threads: number;
  /** Boxes with a lower score are left out; as the model says where it is not given. */
  readonly score?: number;
  /** Boxes of a class that overlap a better one by more are left out. */
  readonly iou?: number;
  /** Boxes of one picture, the best first. */
  readonly most?: number;
  /** A .loom document whose mapping says what the model answers. */
  readonly mapping?: string;
  /** Where pictures with frames are written. */
  readonly draw?: string;
}

export interface FoundBox {
  /** The upper left corner and the sides, in pixels of the file. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  /** 0 … 1 */
  readonly score: number;
}

export interface DetectedPicture {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** Best first. */
  readonly boxes: readonly FoundBox[];
  /** The picture with frames, where one was asked for. */
  readonly drawn?: string;
  /** Of the model, with preparing the picture and decoding the answer. */
  readonly milliseconds: number;
}

/** Throws LoomError where the model does not find objects, or a picture cannot be read. */
export async function detectObjects({ model: path, pictures, threads, mapping, draw, ...wanted }: DetectRequest): Promise<DetectedPicture[]> {
  if (draw !== undefined) await explaining(draw, 'written', () => mkdir(draw, { recursive: true }));
  const model = await openSeeingModel(path, { threads, ...(mapping !== undefined && { task: await mappedTask(mapping) }) });
  const selection = { ...model.task.selection, ...wanted };
  const found: DetectedPicture[] = [];
  try {
    for (const file of pictures) {
      const picture = await decodeImage(await explaining(file, 'read', () => readFile(file)), file);
      const { answer, size, milliseconds } = await model.see(picture, selection);
      if (answer.kind !== 'boxes') fail('no-boxes', `“${path}” answers with ${NAMES[answer.kind]}, not with boxes.`, { file: path, expected: 'a model that finds objects', remedy: 'Ask it with “layerloom predict”.' });
      const boxes = answer.detections.map(({ x, y, width, height, label, score }): FoundBox => ({ x, y, width, height, label: answer.classes[label] ?? String(label), score }));
      const drawn = draw === undefined ? undefined : await writeDrawn(draw, file, encode(drawFrames(picture, answer.detections)));
      found.push({ file, ...size, boxes, ...(drawn !== undefined && { drawn }), milliseconds: milliseconds.prepare + milliseconds.run + milliseconds.decode });
    }
  } finally {
    await model.close();
  }
  return found;
}

const NAMES = { classes: 'a class for the whole picture', mask: 'a class for every pixel', points: 'points' } as const;

async function writeDrawn(folder: string, picture: string, png: Uint8Array): Promise<string> {
  const file = join(folder, `${basename(picture).replace(/\.[^.]*$/, '')}.png`);
  await explaining(file, 'written', () => writeFile(file, png));
  return file;
}
