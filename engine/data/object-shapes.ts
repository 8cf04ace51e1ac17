/** How large the objects of a data set are once their pictures have the network's size: what anchors are fitted to. */
import { fail } from '../core/diagnostic';
import type { Boxes, Dataset } from './dataset';
import { fitObjects, unpacked } from './objects';
import { defaultImageSteps } from './preprocess';

/** The picture that a network takes, in pixels. */
interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export interface ObjectShapes {
  /** In pixels of the network's input; crowds are left out. */
  readonly shapes: readonly PictureSize[];
  /** How many pictures they come from. */
  readonly pictures: number;
}

/** Of at most `most` training pictures, spread evenly over them. Throws LoomError where the data has no boxes. */
export async function objectShapes(dataset: Dataset, size: PictureSize, most: number): Promise<ObjectShapes> {
  const column = dataset.columns.find(({ kind }) => kind === 'boxes');
  if (!column) return fail('no-boxes', 'The data has no boxes around objects, so there is nothing to fit anchors to.', { expected: 'a column of boxes', found: dataset.columns.map(({ name, kind }) => `${name} (${kind})`).join(', '), remedy: 'Give pictures with COCO, YOLO or Pascal VOC annotations, or builtin:scenes.' });
  const { train } = dataset.splits;
  const rows = train.length <= most ? train : Uint32Array.from({ length: most }, (_, index) => train[Math.floor((index * train.length) / most)]!);
  const steps = defaultImageSteps({ channels: 3, ...size });
  const shapes: PictureSize[] = [];
  for (const row of rows) {
    const boxes = (await dataset.read(row, column.name)) as Boxes;
    shapes.push(...unpacked(fitObjects(boxes, steps, boxes.labels.length)).filter(({ label }) => label >= 0).map(({ width, height }) => ({ width, height })));
  }
  return { shapes, pictures: rows.length };
}
