/** A detector that has met no data yet can see live all the same: its classes are counted. */
import { expect, it } from 'vitest';
import { inferNetwork } from '../../engine/infer/infer-network';
import { documentSignature } from '../../engine/run/look-signature';
import { requireTemplate } from '../../engine/templates';
import { taskOf } from '../../renderer/live/worker/task';

it('answers boxes before it has met data', () => {
  const network = inferNetwork(requireTemplate('yolo-v8-small').build({ input: [3, 64, 64], classes: 2 }));
  const signature = documentSignature(network, undefined, undefined);
  const [target] = signature.targets;
  expect(target).toMatchObject({ kind: 'boxes', classes: ['0', '1'] });
  const data = Float32Array.of(32, 32, 16, 16, 0.1, 0.9);
  const [answer] = taskOf({ signature, task: undefined }).answer([{ name: `${target!.node}:prediction`, dtype: 'float32', shape: [1, 1, 6], data }], { width: 128, height: 64 }, { scoreAtLeast: 0.25, iou: 0.45 });
  expect(answer!.answer).toMatchObject({ kind: 'boxes', classes: ['0', '1'], detections: [{ x: 48, y: 24, width: 32, height: 16, label: 1 }] });
});
