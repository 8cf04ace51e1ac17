/** What a Mask R-CNN says of itself: where the pixels of its objects stand, for everything that reads its answer. */
import { expect, it } from 'vitest';
import type { Column } from '../../engine/data/dataset';
import { inferNetwork } from '../../engine/infer/infer-network';
import { bindColumns } from '../../engine/run/bind-columns';
import { modelSignature } from '../../engine/run/signature';
import { signedTask } from '../../engine/run/signed-task';
import { requireTemplate } from '../../engine/templates';

const COLUMNS: readonly Column[] = [
  { name: 'image', kind: 'image', image: { channels: 3, height: 64, width: 64 }, isTarget: false },
  { name: 'objects', kind: 'boxes', classes: ['a', 'b'], isTarget: true },
];

function taskOf(template: string) {
  const network = inferNetwork(requireTemplate(template).build({ input: [3, 64, 64], classes: 2 }));
  return signedTask(modelSignature(network, bindColumns(network, { columns: COLUMNS }), 'test'), template);
}

it('the square of each object stands behind the classes', () => {
  expect(taskOf('mask-rcnn-small').answer).toMatchObject({ kind: 'rows', scores: { at: 4, count: 2 }, masks: { at: 6, size: 14 } });
});

it('detectors of boxes alone have none', () => {
  expect(taskOf('yolo-v3-small').answer).not.toHaveProperty('masks');
});
