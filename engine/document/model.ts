/**
 * The document: what a person saves, undoes and sends. Plain immutable data, nothing derived, no behaviour; `schema.ts`
 * checks it, `edits.ts` makes new versions of it, `flatten.ts` opens its blocks for the rest of the engine.
 *
 * Every object may carry further fields written by a newer version; edits spread, so those survive a save.
 */
import type { ColumnKind } from '../core/column';
import type { Tensor } from '../core/dtype';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A parameter computed from the parameters of the block it stands in, e.g. `{ "expression": "filters*2" }`. */
export interface ParameterExpression {
  readonly expression: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How one tensor of a node starts and how training may change it. */
export interface TensorSettings {
  /** Hand-set or imported numbers; they win over `init`. */
  readonly value?: Tensor<'float32'>;
  readonly init?: NamedSettings;
  readonly frozen?: boolean;
  /** Multiplies the learning rate of this tensor. */
  readonly lrScale?: number;
  readonly regularizer?: { readonly l1?: number; readonly l2?: number };
  readonly constraint?: NamedConstraint;
}

export interface NamedConstraint {
  /** `keep-zeros` leaves every weight that is exactly zero as it is: pruned weights stay pruned. */
  readonly kind: 'max-norm' | 'non-negative' | 'unit-norm' | 'keep-zeros';
  /** The largest norm; `max-norm` only. */
  readonly max?: number;
  /** The axes the norm runs over; all but the first when absent. */
  readonly axes?: readonly number[];
}

/** Something chosen by name with numbers of its own: an optimizer, a schedule, an initialiser. */
export interface NamedSettings {
  readonly name: string;
  readonly [setting: string]: Json | undefined;
}

/** The type of a node that stands for a block; its `params` are the arguments of the block. */
export const BLOCK_TYPE = 'block';
/** Of an instance as a node; blocks are no layers. */
export const BLOCK_VERSION = 1;

export interface BlockUse {
  /** The id of the definition. */
  readonly definition: string;
  /** So many copies one after the other, named `name1`, `name2`, …; absent means one copy named as the node is. */
  readonly repeat?: number | ParameterExpression;
  /** All copies use the tensors of the first. */
  readonly shareWeights?: boolean;
}

/** One column, or several whose values stand side by side in a vector. */
export interface ColumnBinding {
  readonly column?: string;
  readonly columns?: readonly string[];
}

export interface GraphNode {
  /** Random, permanent, unique in the document. */
  readonly id: string;
  readonly type: string;
  readonly typeVersion: number;
  /** Unique in its graph; with the names of the blocks around it, the key of its tensors (`stage2/block1/conv.weight`). */
  readonly name: string;
  readonly params: JsonObject;
  /** By tensor name; on a block, by the key within the block (`conv.weight`, with `repeat` `1/conv.weight`). */
  readonly tensors?: Readonly<Record<string, TensorSettings>>;
  /** Training leaves every tensor of this node (of this whole block) as it is. */
  readonly frozen?: boolean;
  /** The column of the data set that an input or output stands for. */
  readonly binding?: ColumnBinding;
  readonly position: Point;
  /** Left out of the network: what comes in goes out. */
  readonly muted?: boolean;
  /** Present exactly where `type` is `block`. */
  readonly block?: BlockUse;
}

/** In place of a node id, inside a definition: the block's own input and output ports. */
export const BLOCK_INPUT = '$in';
export const BLOCK_OUTPUT = '$out';

export interface Endpoint {
  readonly node: string;
  readonly port: string;
}

export interface Wire {
  readonly id: string;
  readonly from: Endpoint;
  readonly to: Endpoint;
}

export interface Note {
  readonly id: string;
  readonly text: string;
  readonly position: Point;
  readonly size: { readonly width: number; readonly height: number };
  readonly color?: string;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly wires: readonly Wire[];
  readonly notes: readonly Note[];
}

/** What a port takes, by its axes without the batch: 1, 2 (time, features), 3 (channels, height, width), any. */
export type PortKind = 'vector' | 'sequence' | 'image' | 'any';

export interface BlockPort {
  readonly name: string;
  readonly kind: PortKind;
  readonly position?: Point;
}

export interface BlockParameter {
  readonly name: string;
  readonly kind: 'integer' | 'number' | 'boolean' | 'text' | 'json';
  readonly default: Json;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  readonly help?: string;
}

export interface BlockDefinition {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** With `repeat`, the k-th output of a copy feeds the k-th input of the next. */
  readonly inputs: readonly BlockPort[];
  readonly outputs: readonly BlockPort[];
  readonly parameters: readonly BlockParameter[];
  readonly graph: Graph;
}

/** Where the data is. A path is relative to the document, with `/`. Equal to `DataSource` of engine/data but for that. */
export type DocumentDataSource =
  | { readonly kind: 'folder'; readonly path: string; readonly layout?: 'auto' | 'classes' | 'splits' }
  | { readonly kind: 'csv'; readonly path: string; readonly target?: string; readonly targets?: readonly string[]; readonly header?: boolean; readonly kinds?: Readonly<Record<string, ColumnKind>> }
  | { readonly kind: 'builtin'; readonly name: string; readonly count?: number; readonly seed?: number };

export interface DocumentData {
  readonly source: DocumentDataSource;
  /** Of the data set last used, to recognise it when it has moved. */
  readonly fingerprint?: string;
  readonly split?: { readonly seed: number; readonly validation: number; readonly test: number };
  /** Per column, the steps from the file to the network; engine/data says which steps there are. */
  readonly preprocessing?: Readonly<Record<string, readonly JsonObject[]>>;
  readonly augmentation?: readonly JsonObject[];
}

/** One update of a training program: which losses it lessens over which tensors. */
export interface Update {
  readonly name: string;
  /** A glob over the name paths of the loss-bearing output nodes. */
  readonly losses: string;
  /** A glob over tensor keys. */
  readonly tensors: string;
  readonly optimizer: NamedSettings;
  /** Runs on every n-th step. */
  readonly every: number;
}

export interface TrainingSettings {
  readonly epochs: number;
  readonly batchSize: number;
  readonly seed: number;
  readonly shuffle: boolean;
  readonly program: readonly Update[];
  readonly schedule?: NamedSettings;
  readonly clip?: { readonly value?: number; readonly norm?: number };
  readonly earlyStopping?: { readonly patience: number; readonly metric: string; readonly restoreBest: boolean };
}

/** What a network is shown live; files and cameras themselves are chosen anew on each machine. */
export type LiveSourceKind = 'camera' | 'video' | 'folder' | 'screen';

/**
 * A source of frames and an overlay of answers, as boxes of the top graph that belong to no computation: the source feeds
 * the Input, the overlay draws what the Outputs say.
 */
export interface LiveSetup {
  readonly source: { readonly kind: LiveSourceKind; readonly position: Point };
  readonly overlay: LiveOverlay;
  readonly follow?: LiveFollow;
}

/** How points are followed from frame to frame; what is absent is as usual. */
export interface LiveFollow {
  readonly isOn?: boolean;
  /** Cutoff of the smoothing at rest, in Hz. */
  readonly cutoff?: number;
  /** How much the cutoff rises with speed. */
  readonly beta?: number;
  /** Below this score something is lost, 0 … 1. */
  readonly lostBelow?: number;
}

/** How answers are drawn; what is absent is as usual. */
export interface LiveOverlay {
  readonly position: Point;
  /** Boxes that score less are not shown, 0 … 1. */
  readonly scoreAtLeast?: number;
  /** Of two boxes of a class that overlap by more than this, the better one stays, 0 … 1. */
  readonly iou?: number;
  /** Of masks, 0 … 1. */
  readonly opacity?: number;
  /** Whether boxes are labelled. */
  readonly labels?: boolean;
  /** Whether the camera is shown as in a mirror. */
  readonly mirror?: boolean;
}

/** What a model file from elsewhere answers, as a person has mapped it; the file itself is chosen anew on each machine. */
export interface OutsideModel {
  /** The name of the file that the mapping belongs to, without its folder. */
  readonly file: string;
  /** A `ModelTask` of engine/vision; read with `readModelTask`. */
  readonly task: JsonObject;
}

export interface LoomDocument {
  readonly format: 'layerloom';
  /** The version of the format that wrote the file. */
  readonly version: number;
  /** The version of the application that wrote the file. */
  readonly writer: string;
  /** The oldest format version whose reader loses nothing. */
  readonly oldestReader: number;
  readonly name: string;
  readonly description?: string;
  readonly graph: Graph;
  readonly definitions: readonly BlockDefinition[];
  readonly data?: DocumentData;
  readonly training?: TrainingSettings;
  readonly live?: LiveSetup;
  readonly outside?: OutsideModel;
  /**
   * The network as a person wrote it, with comments; engine/text reads it. Absent where nobody has: then it is printed.
   * The graph wins: where the two differ, the lines that are out of date are replaced when the text is shown.
   */
  readonly code?: string;
}
