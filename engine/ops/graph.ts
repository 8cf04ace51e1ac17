/**
 * The op graph: the one intermediate representation between the layer graph and ONNX. Forward, loss, backward and update
 * are nodes of the same graph. Values are immutable and typed; every value knows the canvas node it came from.
 */
import type { DType, Tensor } from '../core/dtype';
import type { Shape } from '../core/shape';
import type { OpName } from './index';
import type { OnnxCall } from './onnx-node';

/** Element type and shape (with every axis, the batch axis included). */
export interface TensorType {
  readonly dtype: DType;
  readonly shape: Shape;
}

export interface Value extends TensorType {
  /** Unique within a graph; printed as `v<id>`. */
  readonly id: number;
  /** Name path of the canvas node that this value belongs to; empty for values of the engine itself. */
  readonly origin: string;
}

export type Phase = 'forward' | 'loss' | 'backward' | 'update';

export type AttributeValue = number | string | boolean | readonly number[] | Tensor | Shape | OnnxCall;
export type Attributes = Readonly<Record<string, AttributeValue | undefined>>;

export interface OpNode {
  readonly op: OpName;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
  readonly origin: string;
  readonly phase: Phase;
}

/** What the runtime feeds to a graph input. */
export type InputBinding =
  /** A batch of the column bound to the Input node `node`. */
  | { readonly kind: 'feature'; readonly node: string }
  /** A batch of what the Output node `node` should have said. */
  | { readonly kind: 'target'; readonly node: string }
  /** A tensor of the model, under its key (`stage2/conv.weight`). */
  | { readonly kind: 'tensor'; readonly key: string }
  /** A slot of the optimizer for one tensor (`momentum`). */
  | { readonly kind: 'slot'; readonly key: string; readonly slot: string }
  /** Random 0/1 bytes, drawn on a data worker; one is kept with probability `keep`. */
  | { readonly kind: 'mask'; readonly key: string; readonly keep: number }
  /** Standard normal noise. */
  | { readonly kind: 'noise'; readonly key: string }
  /** A scalar that the trainer computes before each step. */
  | { readonly kind: 'scalar'; readonly name: string }
  /** A value that another part of the same graph has computed, where a graph is run in parts. */
  | { readonly kind: 'trace'; readonly node: string; readonly name: string };

/** What the runtime does with a graph output. */
export type OutputBinding =
  | { readonly kind: 'prediction'; readonly node: string }
  /** The loss of one Output node, averaged over the batch. */
  | { readonly kind: 'loss'; readonly node: string }
  /** The weighted sum of the losses; penalties on weights enter their gradients only, as PyTorch's weight decay does. */
  | { readonly kind: 'objective' }
  /** The next value of the input bound to the same tensor or slot. */
  | { readonly kind: 'tensor'; readonly key: string }
  | { readonly kind: 'slot'; readonly key: string; readonly slot: string }
  | { readonly kind: 'gradient'; readonly key: string }
  /** Norm over all gradients of the update, before clipping. */
  | { readonly kind: 'gradientNorm' }
  | { readonly kind: 'trace'; readonly node: string; readonly name: string };

export interface GraphInput {
  readonly value: Value;
  readonly binding: InputBinding;
}

export interface GraphOutput {
  readonly value: Value;
  readonly binding: OutputBinding;
}

/** Nodes stand in an order in which every input is computed before it is read. */
export interface Graph {
  readonly inputs: readonly GraphInput[];
  readonly nodes: readonly OpNode[];
  readonly outputs: readonly GraphOutput[];
}

/** The ONNX name of a bound input or output: readable in Netron and in profiles. */
export function bindingName(binding: InputBinding | OutputBinding): string {
  switch (binding.kind) {
    case 'feature':
    case 'prediction':
      return binding.node;
    case 'target':
    case 'loss':
      return `${binding.node}:${binding.kind}`;
    case 'tensor':
      return binding.key;
    case 'slot':
      return `${binding.key}:${binding.slot}`;
    case 'mask':
    case 'noise':
    case 'gradient':
      return `${binding.key}:${binding.kind}`;
    case 'scalar':
      return `:${binding.name}`;
    case 'trace':
      return `${binding.node}:trace:${binding.name}`;
    case 'objective':
    case 'gradientNorm':
      return `:${binding.kind}`;
  }
}
