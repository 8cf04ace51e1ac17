/** Weights put into a document as given values, tensor by tensor where name and shape agree. */
import type { Tensor } from '../core/dtype';
import type { LoomDocument } from '../document/model';
import { tensorsOfBoxes, withTensorSettings } from './box-tensors';
import type { InferredNetwork } from './infer-network';

export interface WeightsGiven {
  readonly document: LoomDocument;
  /** Keys of tensors that have their values now. */
  readonly taken: readonly string[];
  /** Keys of those that begin as before. */
  readonly left: readonly string[];
}

/** `weights` by key, as in checkpoints. */
export function giveWeights(document: LoomDocument, network: InferredNetwork, weights: ReadonlyMap<string, Tensor<'float32'>>): WeightsGiven {
  const boxes = tensorsOfBoxes(network, document.graph.nodes);
  const [taken, left]: [string[], string[]] = [[], []];
  const nodes = document.graph.nodes.map((node) =>
    (boxes.get(node.id) ?? []).reduce((changed, { name, info }) => {
      const value = weights.get(info.key);
      if (value?.shape.join() !== info.shape.join()) {
        left.push(info.key);
        return changed;
      }
      taken.push(info.key);
      return withTensorSettings(changed, [name], { value });
    }, node),
  );
  return { document: { ...document, graph: { ...document.graph, nodes } }, taken, left };
}
