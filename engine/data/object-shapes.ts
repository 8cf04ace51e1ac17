/** How large the objects of a data set are once their pictures have the network's size: what anchors are fitted to. */
import { setImmediate } from 'node:timers/promises';
import { fail } from '../core/diagnostic';
import type { Shape } from '../vision/anchors';
import type { Boxes, Dataset } from './dataset';
import { fitObjects, unpacked } from './objects';
import type { ImageStep } from './preprocess';

export interface ObjectShapes {
  /** In pixels of the network's input; crowds, and boxes without area, are left out. */
  readonly shapes: readonly Shape[];
  /** How many pictures they come from. */
  readonly pictures: number;
}

/** Of at most `most` training pictures, spread evenly over them; `steps` make the network's input of one. Throws LoomError where the data has no boxes. */
export async function objectShapes(dataset: Dataset, steps: readonly ImageStep[], most: number): Promise<ObjectShapes> {
  const column = dataset.columns.find(({ kind }) => kind === 'boxes');
  if (!column) return fail('no-boxes', 'The data has no boxes around objects, so there is nothing to fit anchors to.', { expected: 'a column of boxes', found: dataset.columns.map(({ name, kind }) => `${name} (${kind})`).join(', '), remedy: 'Give pictures with COCO, YOLO or Pascal VOC annotations, or builtin:scenes.' });
  const { train } = dataset.splits;
  const rows = train.length <= most ? train : Uint32Array.from({ length: most }, (_, index) => train[Math.floor((index * train.length) / most)]!);
  const shapes: Shape[] = [];
  for (const row of rows) {
    const boxes = (await dataset.read(row, column.name)) as Boxes;
    shapes.push(...unpacked(fitObjects(boxes, steps, boxes.labels.length)).filter(({ label, width, height }) => label >= 0 && width > 0 && height > 0).map(({ width, height }) => ({ width, height })));
    // A generated picture is painted for its boxes; whoever else asks something of this thread is answered in between.
    await setImmediate();
  }
  return { shapes, pictures: rows.length };
}
