/** Settings of tensors, named by key, wherever in the document they are kept: at a layer, or at the block it stands in. */
import type { Tensor } from '../core/dtype';
import { fail } from '../core/diagnostic';
import type { GraphNode, LoomDocument, TensorSettings } from '../document/model';
import type { InferredNetwork } from './infer-network';
import type { TensorInfo } from './infer-node';

/** Throws LoomError where the network has no such tensor. */
export function changeTensors(document: LoomDocument, network: InferredNetwork, keys: Iterable<string>, change: (settings: TensorSettings, tensor: TensorInfo) => TensorSettings): LoomDocument {
  const boxes = new Map<string, TensorInfo[]>();
  const owners = boxesOfTensors(network);
  for (const key of keys) {
    const tensor = network.tensors.get(key) ?? fail('unknown-tensor', `The network has no tensor “${key}”.`, { found: key, remedy: 'Choose the box again.' });
    const box = owners.get(key)!;
    boxes.set(box, [...(boxes.get(box) ?? []), tensor]);
  }
  const nodes = document.graph.nodes.map((node) => changed(node, boxes.get(node.id) ?? [], change));
  return { ...document, graph: { ...document.graph, nodes } };
}

/** The document with these numbers in its tensors. Throws LoomError naming the tensor whose shape is another. */
export function setTensorValues(document: LoomDocument, network: InferredNetwork, values: ReadonlyMap<string, Tensor<'float32'>>): LoomDocument {
  return changeTensors(document, network, values.keys(), (settings, { key, shape }) => {
    const value = values.get(key)!;
    if (value.shape.join() !== shape.join()) fail('tensor-shape', `“${key}” is ${describe(shape)}, but the numbers are ${describe(value.shape)}.`, { expected: describe(shape), found: describe(value.shape), remedy: 'Choose a tensor of the same shape.' });
    return { ...settings, value };
  });
}

function describe(shape: readonly unknown[]): string {
  return shape.length === 0 ? 'a single number' : shape.join('×');
}

/** The box of the top graph that each tensor is kept at; copies that share weights keep them at the first. */
function boxesOfTensors(network: InferredNetwork): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { flat, sizes } of network.nodes) {
    for (const { key } of sizes?.tensors ?? []) if (!owners.has(key)) owners.set(key, flat.instancePath[0] ?? flat.node.id);
  }
  return owners;
}

function changed(node: GraphNode, tensors: readonly TensorInfo[], change: (settings: TensorSettings, tensor: TensorInfo) => TensorSettings): GraphNode {
  if (tensors.length === 0) return node;
  const settings = tensors.map((tensor) => {
    // `conv.weight` of the box conv is its `weight`; `stage/conv.weight` of the block stage its `conv.weight`.
    const name = tensor.key.slice(node.name.length).replace(/^[./]/, '');
    return [name, change(node.tensors?.[name] ?? {}, tensor)] as const;
  });
  return { ...node, tensors: { ...node.tensors, ...Object.fromEntries(settings) } };
}
