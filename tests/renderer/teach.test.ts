/** Classes of one's own: what is taken over from a detector, and what is left to learn. */
import { describe, expect, it } from 'vitest';
import { float32Tensor } from '../../engine/core/dtype';
import { staticElementCount } from '../../engine/core/shape';
import { giveWeights } from '../../engine/infer/given-weights';
import { inferNetwork } from '../../engine/infer/infer-network';
import { teachable } from '../../renderer/bundled/teach';
import { templateDocument } from '../../renderer/commands/files';

/** The small detector with a number of its own in every place. */
function detector() {
  const document = templateDocument('yolo-v8-small');
  const network = inferNetwork(document);
  let next = 0;
  const weights = new Map([...network.tensors].map(([key, { shape }]) => [key, float32Tensor(shape, Array.from({ length: staticElementCount(shape) }, () => ++next % 97))]));
  return { weights, document: giveWeights(document, network, weights).document };
}

describe('a network taught with the camera', () => {
  const base = detector();
  const taught = teachable(base.document);
  const network = inferNetwork(taught);

  it('has the trunk of the detector, value for value', () => {
    const given = [...network.tensors].filter(([, { settings }]) => settings.value);
    expect(given.length).toBeGreaterThan(30);
    const differing = given.filter(([key, { settings }]) => settings.value!.data.some((value, at) => value !== base.weights.get(key)!.data[at]));
    expect(differing).toEqual([]);
    const own = [...network.tensors].flatMap(([key, { settings }]) => (settings.value ? [] : [key]));
    expect(own.map((key) => key.split('.')[0])).toEqual(['scores', 'scores']);
  });

  it('leaves only the last layer to learn', () => {
    const learns = taught.graph.nodes.filter(({ name, frozen }) => frozen !== true && /^(halve|stage|scores)/.test(name));
    expect(learns.map(({ name }) => name)).toEqual(['scores']);
    expect(network.problems).toEqual([]);
    expect(taught.data).toBeUndefined();
  });
});
