/** An ONNX model as the importer reads it: checked, in order, and with everything that the file leaves open named. */
import type { DType, Tensor } from '../core/dtype';
import type { OnnxAttribute } from '../onnx/model';

export interface SourceNode {
  readonly op: string;
  /** Empty for the standard operators. */
  readonly domain: string;
  /** The version of the domain's operator set that the node is written in. */
  readonly version: number;
  readonly name: string;
  /** An omitted optional input is the empty name. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
  /** Names of outer values that graphs in the attributes read. */
  readonly captured: readonly string[];
}

/** A dimension as the file states it: a size, a name, or nothing. */
export type StatedDim = number | string | undefined;

export interface SourceValue {
  readonly name: string;
  /** Undefined for what is no tensor, or a tensor of strings. */
  readonly dtype: DType | undefined;
  /** Undefined where not even the number of axes is stated. */
  readonly dims: readonly StatedDim[] | undefined;
}

/** A tensor whose elements the engine does not read (strings), as it stood in the file. */
export interface OpaqueTensor {
  readonly opaque: Uint8Array;
}

export type Constant = Tensor | OpaqueTensor;

export function isTensor(constant: Constant | undefined): constant is Tensor {
  return constant !== undefined && !('opaque' in constant);
}

export interface SourceModel {
  readonly name: string;
  readonly producer: string;
  /** Sources first. */
  readonly nodes: readonly SourceNode[];
  readonly inputs: readonly SourceValue[];
  readonly outputs: readonly SourceValue[];
  readonly constants: ReadonlyMap<string, Constant>;
  /** What the file says about values in between, by name. */
  readonly stated: ReadonlyMap<string, SourceValue>;
}
