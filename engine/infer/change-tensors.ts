/** Settings of tensors, named by key, wherever in the document they are kept: at a layer, or at the block it stands in. */
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import type { LoomDocument, TensorSettings } from '../document/model';
import { tensorsOfBoxes, withTensorSettings } from './box-tensors';
import type { InferredNetwork } from './infer-network';

/** What `settings` gives for a tensor is added to what it has. Throws LoomError where the network has no tensor of a key. */
export function changeTensors(document: LoomDocument, network: InferredNetwork, keys: Iterable<string>, settings: (key: string) => TensorSettings): LoomDocument {
  const wanted = new Set(keys);
  for (const key of wanted) if (!network.tensors.has(key)) fail('unknown-tensor', `The network has no tensor “${key}”.`, { found: key, remedy: 'Choose the box again.' });
  const boxes = tensorsOfBoxes(network, document.graph.nodes);
  const nodes = document.graph.nodes.map((node) =>
    (boxes.get(node.id) ?? []).filter(({ info }) => wanted.has(info.key)).reduce((changed, { name, info }) => withTensorSettings(changed, [name], settings(info.key)), node),
  );
  return { ...document, graph: { ...document.graph, nodes } };
}

/** The document with these numbers in its tensors. Throws LoomError naming the tensor whose shape is another. */
export function setTensorValues(document: LoomDocument, network: InferredNetwork, values: ReadonlyMap<string, Tensor<'float32'>>): LoomDocument {
  return changeTensors(document, network, values.keys(), (key) => {
    const [value, shape] = [values.get(key)!, network.tensors.get(key)!.shape];
    if (value.shape.join() !== shape.join()) fail('tensor-shape', `“${key}” is ${describe(shape)}, but the numbers are ${describe(value.shape)}.`, { expected: describe(shape), found: describe(value.shape), remedy: 'Choose a tensor of the same shape.' });
    return { value };
  });
}

function describe(shape: readonly unknown[]): string {
  return shape.length === 0 ? 'a single number' : shape.join('×');
}
