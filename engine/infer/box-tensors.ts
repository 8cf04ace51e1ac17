/** Tensors as the boxes of one graph name them: `weight` on a layer, `conv.weight` on a block, `2/conv.weight` in its second copy. */
import type { GraphNode, TensorSettings } from '../document/model';
import type { InferredNetwork } from './infer-network';
import type { TensorInfo } from './infer-node';

export interface BoxTensor {
  readonly name: string;
  readonly info: TensorInfo;
}

/**
 * The tensors of each box of a graph, by its id; `place` are the ids of the blocks that lead to the graph. A graph that is
 * used several times shows the tensors of its first use.
 */
export function tensorsOfBoxes({ nodes }: InferredNetwork, boxes: readonly GraphNode[], place: readonly string[] = []): ReadonlyMap<string, readonly BoxTensor[]> {
  const names = new Map(boxes.map(({ id, name }) => [id, name]));
  const found = new Map<string, Map<string, BoxTensor>>();
  for (const { flat, sizes } of nodes) {
    const way = [...flat.instancePath, flat.node.id];
    const box = way[place.length];
    if (box === undefined || place.some((id, index) => way[index] !== id)) continue;
    const own = found.get(box) ?? new Map<string, BoxTensor>();
    for (const info of sizes?.tensors ?? []) {
      const name = nameWithin(info.key.split('/').slice(place.length).join('/'), names.get(box) ?? '');
      if (!own.has(name)) own.set(name, { name, info });
    }
    found.set(box, own);
  }
  return new Map([...found].map(([box, own]) => [box, [...own.values()]]));
}

function nameWithin(key: string, box: string): string {
  const rest = key.slice(box.length);
  return rest.startsWith('.') || rest.startsWith('/') ? rest.slice(1) : rest;
}

/** The box with other settings for some of its tensors; a setting that is undefined goes. */
export function withTensorSettings(node: GraphNode, names: readonly string[], settings: { readonly [Setting in keyof TensorSettings]?: TensorSettings[Setting] | undefined }): GraphNode {
  if (names.length === 0) return node;
  const { tensors: old, ...rest } = node;
  const changed = names.map((name): [string, TensorSettings] => [name, defined({ ...old?.[name], ...settings })]);
  const tensors = Object.fromEntries(Object.entries({ ...old, ...Object.fromEntries(changed) }).filter(([, own]) => Object.keys(own).length > 0));
  return { ...rest, ...(Object.keys(tensors).length > 0 && { tensors }) };
}

function defined(settings: object): TensorSettings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
