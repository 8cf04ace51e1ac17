/**
 * Layers to ops: every node of an inferred network writes its forward mathematics.
 *
 * Precondition: the network has no problems. Postcondition: the value of every port is known, and every tensor that a
 * layer used is a graph input, once, however many nodes share it.
 */
import { LoomError } from '../core/diagnostic';
import { BATCH, type Shape } from '../core/shape';
import type { TensorInfo } from '../infer/infer-node';
import type { InferredNetwork, InferredNode } from '../infer/infer-network';
import { LayerProblem, type LayerDefinition, type LowerContext } from '../layers/define-layer';
import type { Builder } from '../ops/builder';
import { OpShapeError } from '../ops/define-op';
import type { Value } from '../ops/graph';

export interface LoweredNetwork {
  readonly network: InferredNetwork;
  /** By `path:port`. */
  readonly ports: ReadonlyMap<string, Value>;
  /** Graph inputs that hold tensors, by key. */
  readonly tensors: ReadonlyMap<string, Value>;
  /** Graph inputs that hold what Outputs are compared with, where layers read them, by path. */
  readonly targets: ReadonlyMap<string, Value>;
  /** Next values of tensors that layers change themselves, by key. */
  readonly statistics: ReadonlyMap<string, Value>;
  /** What each node with a target predicts, and what others answer, by path. */
  readonly predictions: ReadonlyMap<string, Value>;
}

export type Mode = 'train' | 'infer';

/** Some nodes of a network; what they read of others is given to the graph. */
export interface NetworkPart {
  readonly has: (path: string) => boolean;
  /** Sizes of one sample at ports (`path:port`) of other nodes. Their batches are bound as features of that name. */
  readonly given: ReadonlyMap<string, Shape>;
}

/** A node that is known, sized and free of problems. */
export type ReadyNode = InferredNode & Required<Pick<InferredNode, 'definition' | 'sizes'>>;

export function readyNodes(network: InferredNetwork): ReadyNode[] {
  const errors = network.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new LoomError(errors);
  return network.nodes.filter((node): node is ReadyNode => node.definition !== undefined && node.sizes !== undefined);
}

export function lowerNetwork(builder: Builder, network: InferredNetwork, mode: Mode, part?: NetworkPart): LoweredNetwork {
  const ports = new Map<string, Value>();
  for (const [port, shape] of part?.given ?? []) ports.set(port, builder.input({ dtype: 'float32', shape: [BATCH, ...shape] }, { kind: 'feature', node: port }));
  const tensors = new Map<string, Value>();
  const targets = new Map<string, Value>();
  const truth = () => (mode === 'train' ? objectsToFind(builder, network, targets) : undefined);
  const statistics = new Map<string, Value>();
  const predictions = new Map<string, Value>();
  for (const node of readyNodes(network)) {
    const { path } = node.flat;
    if (part && !part.has(path)) continue;
    const outputs = builder.within({ origin: path, phase: 'forward' }, () => {
      const inputs = node.definition.source ? [inputValue(builder, node)] : node.operands.map((operand) => ports.get(operand)!);
      return lowerNode(node, { builder, inputs, mode, truth, ...access(builder, node, tensors, statistics) });
    });
    node.definition.outputs.forEach(({ name }, index) => ports.set(`${path}:${name}`, outputs[index]!));
    if (node.definition.target || node.definition.answer) predictions.set(path, outputs[0]!);
  }
  return { network, ports, tensors, targets, statistics, predictions };
}

/** What the only Output that finds objects is compared with, once. */
function objectsToFind(builder: Builder, network: InferredNetwork, targets: Map<string, Value>): Value | undefined {
  const [finder, ...others] = readyNodes(network).filter(({ definition, parameters }) => definition.target?.accepts(parameters).includes('boxes'));
  if (!finder || others.length > 0) return undefined;
  const { path } = finder.flat;
  const value = targets.get(path) ?? targetInput(builder, finder, finder.definition.target!);
  targets.set(path, value);
  return value;
}

/** The graph input that holds what an Output is compared with. */
export function targetInput(builder: Builder, { flat, sizes, parameters }: ReadyNode, role: NonNullable<ReadyNode['definition']['target']>): Value {
  const { dtype, shape } = role.target({ inputs: sizes.inputs, parameters });
  return builder.input({ dtype, shape: [BATCH, ...shape] }, { kind: 'target', node: flat.path });
}

function inputValue(builder: Builder, node: ReadyNode): Value {
  const shape: Shape = [BATCH, ...node.sizes.outputs[0]!];
  const type = node.definition.source?.type?.(node.parameters) ?? { dtype: 'float32', shape };
  return builder.input(type, { kind: 'feature', node: node.flat.path });
}

type Access = Pick<LowerContext<unknown>, 'frozen' | 'tensor' | 'mask' | 'noise' | 'searched' | 'update'>;

function access(builder: Builder, { flat, sizes }: ReadyNode, tensors: Map<string, Value>, statistics: Map<string, Value>): Access {
  const describe = (name: string): TensorInfo => {
    const found = sizes.tensors.find((tensor) => tensor.name === name);
    if (!found) throw new Error(`the layer of “${flat.path}” asks for a tensor “${name}” that it does not declare`);
    return found;
  };
  return {
    frozen: flat.frozen || (sizes.tensors.length > 0 && sizes.tensors.every(({ settings }) => settings.frozen)),
    tensor: (name) => {
      const { key, shape } = describe(name);
      const value = tensors.get(key) ?? builder.input({ dtype: 'float32', shape }, { kind: 'tensor', key });
      tensors.set(key, value);
      return value;
    },
    mask: (name, shape, keep) => {
      const bytes = builder.input({ dtype: 'uint8', shape }, { kind: 'mask', key: `${flat.path}.${name}`, keep });
      return builder.cast(bytes, 'float32');
    },
    noise: (name, shape) => builder.input({ dtype: 'float32', shape }, { kind: 'noise', key: `${flat.path}.${name}` }),
    searched: (shape) => builder.input({ dtype: 'float32', shape: [BATCH, ...shape] }, { kind: 'feature', node: flat.path }),
    update: (name, value) => {
      const { key } = describe(name);
      // Shared layers see several batches in one step; the last one counts, as in PyTorch.
      statistics.set(key, value);
    },
  };
}

function lowerNode(node: ReadyNode, context: Omit<LowerContext<Record<string, unknown>>, 'parameters'>): readonly Value[] {
  const definition: LayerDefinition = node.definition;
  try {
    return definition.lower({ ...context, parameters: node.parameters });
  } catch (error) {
    if (!(error instanceof OpShapeError) && !(error instanceof LayerProblem)) throw error;
    throw new Error(`the layer ${definition.title} of “${node.flat.path}” passed its shape rule but failed to lower: ${error.message}`, { cause: error });
  }
}
