import type { DType, Tensor } from '../core/dtype';
import type { Shape } from '../core/shape';

/** What the WebGPU kernels of ONNX Runtime match: newer operator sets silently lose them. */
export const OPSET = 21;
export const IR_VERSION = 10;

/** The default operator set is written as the empty domain. */
export const STANDARD_DOMAIN = '';
export const MICROSOFT_DOMAIN = 'com.microsoft';
/** Blocked (NCHWc) convolution and pooling; CPU only. */
export const BLOCKED_DOMAIN = 'com.microsoft.nchwc';

/** An attribute says its own kind, because ONNX tells the int 1 from the float 1 and JavaScript does not. */
/** Operators that came after our operator set, with the set they came with; an imported file may bring them. */
export const LATER_OPS: Readonly<Record<string, number>> = { Attention: 23, RMSNormalization: 23, RotaryEmbedding: 23, Swish: 24, TensorScatter: 24 };

/** Of the other domains, the version that is written; 1 where it is not named. */
export const DOMAIN_VERSIONS: Readonly<Record<string, number>> = { 'ai.onnx.ml': 3 };

/** `proto` is the attribute as it stood in a file, for kinds that only pass through: graphs, strings in tensors, types. */
export type OnnxAttribute =
  | { readonly proto: Uint8Array }
  | { readonly int: number }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly tensor: Tensor }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] }
  | { readonly strings: readonly string[] };

export interface OnnxNode {
  readonly op: string;
  readonly domain?: string;
  readonly name: string;
  /** An omitted optional input is the empty name. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

/** An input or output of the graph; symbolic dimensions become `dim_param`. */
export interface OnnxValue {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: Shape;
}

export interface OnnxInitializer {
  readonly name: string;
  readonly tensor: Tensor;
}

export interface OnnxModel {
  /** The name of the graph. */
  readonly name: string;
  /** In an order in which every value is written before it is read. */
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly initializers: readonly OnnxInitializer[];
  readonly metadata?: Readonly<Record<string, string>>;
  readonly documentation?: string;
  readonly producer?: string;
  readonly producerVersion?: string;
}
