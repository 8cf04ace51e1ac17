/** A network without blocks: what inference and the compiler read. Made by `flatten.ts`. */
import type { GraphNode, JsonObject, PortKind, TensorSettings } from './model';

export interface FlatNode {
  /** Names from the outside in: `stage2/block1/conv`. Unique. */
  readonly path: string;
  /** The box on the canvas. Its params and tensors are as drawn; use the fields below. */
  readonly node: GraphNode;
  /** With every expression evaluated. */
  readonly params: JsonObject;
  /** The node's own settings under those that the blocks around it set. */
  readonly tensors: Readonly<Record<string, TensorSettings>>;
  /** Frozen itself or inside a frozen block. */
  readonly frozen: boolean;
  /** The ids of the block nodes around it, outermost first. */
  readonly instancePath: readonly string[];
  /** The tensor `w` of this node has the key `${tensorPath}.w`. Equal to `path` but where copies of a block share weights. */
  readonly tensorPath: string;
}

export interface FlatEndpoint {
  readonly path: string;
  readonly port: string;
}

export interface FlatWire {
  /** The wire on the canvas that is drawn into `to`. */
  readonly id: string;
  readonly from: FlatEndpoint;
  readonly to: FlatEndpoint;
}

/** One copy of a block: what passes its ports, for showing shapes at the closed box and checking port kinds. */
export interface FlatBlock {
  readonly path: string;
  readonly instancePath: readonly string[];
  readonly inputs: readonly FlatPort[];
  readonly outputs: readonly FlatPort[];
}

export interface FlatPort {
  readonly name: string;
  readonly kind: PortKind;
  /** Undefined where nothing is connected. */
  readonly from: FlatEndpoint | undefined;
}

export interface FlatGraph {
  /** Sources first. */
  readonly nodes: readonly FlatNode[];
  /** In the order of the nodes they lead to. */
  readonly wires: readonly FlatWire[];
  readonly blocks: readonly FlatBlock[];
}
