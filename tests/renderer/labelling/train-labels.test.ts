/** A detector that tells other classes apart than the labels is changed for them, head and readings, and says so before. */
import { expect, it } from 'vitest';
import { inferNetwork } from '../../../engine/infer/infer-network';
import { requireTemplate } from '../../../engine/templates';
import { fitHeads } from '../../../renderer/data/fit-heads';
import { labelFit } from '../../../renderer/labelling/train-labels';

const detector = (name: string) => requireTemplate(name).build({ input: [3, 160, 160], classes: 8 });

it.each(['yolo-v1-small', 'yolo-v2-small', 'yolo-v3-small', 'yolo-v5-small', 'yolo-v6-small', 'yolo-v7-small', 'yolo-v8-small', 'ssd-small', 'fast-rcnn-small', 'faster-rcnn-small'])('%s finds as many classes as are drawn', (name) => {
  const before = detector(name);
  const after = fitHeads(before, 3);
  const { nodes, problems } = inferNetwork(after);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const head = nodes.find(({ definition }) => definition?.target)!;
  expect(head.parameters).toMatchObject({ classes: 3 });
  expect(head.sizes!.outputs[0]!.at(-1)).toBe(4 + 3);
  expect(fitHeads(after, 3)).toBe(after);
  expect(fitHeads(after, 8).graph).toEqual(before.graph);
});

it('is said beforehand', () => {
  const document = detector('yolo-v8-small');
  const network = inferNetwork(document);
  expect(labelFit(document, network, 8)).toEqual({ kind: 'fits' });
  expect(labelFit(undefined, network, 3)).toEqual({ kind: 'fits' });
  expect(labelFit(document, network, 3)).toEqual({ kind: 'changes', message: 'yolo-v8-small tells 8 classes apart, and these pictures have 3. Training on these changes “objects” and what leads to it; undo takes that back.' });
});
