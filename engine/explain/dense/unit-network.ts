/** Small dense networks seen unit by unit, numbered as in a course: inputs first, then layer by layer. */
import type { InferredNetwork, InferredNode } from '../../infer/infer-network';
import type { LossName } from '../../losses';

export type UnitActivation = 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'softmax' | 'step';

export interface UnitLayer {
  /** Path of the Dense box. */
  readonly box: string;
  readonly weightKey: string;
  readonly biasKey?: string;
  /** Numbers of its units. */
  readonly units: readonly number[];
  readonly activation: UnitActivation;
  /** Whose output the units' activations are: the box of the activation, or the Dense box itself. */
  readonly activationBox: string;
  readonly dropout?: { readonly box: string; readonly keep: number; readonly isScaled: boolean };
}

export interface UnitNetwork {
  readonly inputBox: string;
  /** Numbers of the inputs. */
  readonly inputs: readonly number[];
  readonly layers: readonly UnitLayer[];
  readonly output: { readonly box: string; readonly loss: LossName; readonly isSum: boolean; readonly weight: number };
}

/** Larger networks have derivations that nobody reads. */
export const MOST_UNITS = 60;

/** A sentence says why a network is none. */
export function readUnits(network: InferredNetwork): UnitNetwork | { readonly problem: string } {
  const chain = followChain(network);
  if ('problem' in chain) return chain;
  const [first, ...rest] = chain.nodes;
  const size = first!.sizes!.outputs[0]!;
  if (size.length !== 1) return { problem: `“${first!.flat.path}” is no vector, and units are numbered along a vector.` };
  let next = 1;
  const numbered = (count: number) => Array.from({ length: count }, () => next++);
  const inputs = numbered(size[0] as number);
  const layers: UnitLayer[] = [];
  for (const { flat: { path, tensorPath, node: { type } }, parameters } of rest.slice(0, -1)) {
    const last = layers.at(-1);
    if (type === 'dense') {
      const { units, bias } = parameters as { units: number; bias: boolean };
      layers.push({ box: path, weightKey: `${tensorPath}.weight`, ...(bias && { biasKey: `${tensorPath}.bias` }), units: numbered(units), activation: 'linear', activationBox: path });
    } else if (isActivation(type) && last && last.activation === 'linear' && last.activationBox === last.box && !last.dropout) {
      layers[layers.length - 1] = { ...last, activation: type, activationBox: path };
    } else if (type === 'dropout' && last && !last.dropout) {
      const { rate, scaling } = parameters as { rate: number; scaling: string };
      if (rate > 0) layers[layers.length - 1] = { ...last, dropout: { box: path, keep: 1 - rate, isScaled: scaling === 'inverted' } };
    } else return { problem: `“${path}” (${type}) stands where derivations in symbols know only Dense, an activation (Sigmoid, Tanh, ReLU, Softmax, Linear, Step) and Dropout.` };
  }
  if (layers.length === 0) return { problem: 'The network has no Dense layer.' };
  if (next - 1 > MOST_UNITS) return { problem: `The network has ${next - 1} units; derivations are written for ${MOST_UNITS} at most.` };
  const { flat, parameters } = rest.at(-1)!;
  const { loss, reduction, lossWeight } = parameters as { loss: LossName; reduction: string; lossWeight: number };
  return { inputBox: first!.flat.path, inputs, layers, output: { box: flat.path, loss, isSum: reduction === 'sum', weight: lossWeight } };
}

const ACTIVATIONS: readonly string[] = ['linear', 'sigmoid', 'tanh', 'relu', 'softmax', 'step'] satisfies UnitActivation[];

function isActivation(type: string): type is UnitActivation {
  return ACTIVATIONS.includes(type);
}

function followChain({ nodes, problems }: InferredNetwork): { readonly nodes: readonly InferredNode[] } | { readonly problem: string } {
  const error = problems.find(({ severity }) => severity === 'error');
  if (error) return { problem: error.message };
  const found = nodes.filter(({ definition }) => definition?.source);
  if (found.length !== 1) return { problem: 'Derivations in symbols are for networks with one Input.' };
  for (let last = found[0]!; !last.definition?.target; last = found.at(-1)!) {
    const readers = nodes.filter(({ operands }) => operands.some((operand) => operand.startsWith(`${last.flat.path}:`)));
    if (readers.length !== 1) return { problem: readers.length === 0 ? `Nothing reads “${last.flat.path}”.` : `“${last.flat.path}” is read by ${readers.length} boxes; derivations in symbols are for one box after the other.` };
    found.push(readers[0]!);
  }
  return { nodes: found };
}
