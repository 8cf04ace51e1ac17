/**
 * What the detection X-ray is told about one frame. Boxes are in pixels of the network's input: centre x, centre y, width, height.
 * Numbers of whole tensors are float32, little endian.
 */
import type { Pixels } from '../../data/dataset';
import type { Scale } from '../../layers/detection/head/places';
import type { LookFrom, WeightsOrigin } from '../look-subject';
import type { LookSample } from '../look-sample';

export interface XrayRequest {
  readonly from: LookFrom;
  readonly sample: LookSample;
  /** The path of a head that finds objects; the first one unless given. */
  readonly head?: string;
  /** Without the training graph: for heads beside each other, of which the answers and times are compared. */
  readonly answersOnly?: boolean;
}

/** Where the rows of an answer look. */
export type XrayPlaces =
  /** Scale after scale, within a scale anchor after anchor, then row by row. */
  | { readonly kind: 'cells'; readonly scales: readonly Scale[]; readonly perCell: number; /** Width and height, scale after scale; empty without anchors. */ readonly anchors: readonly (readonly [number, number])[] }
  /** [R, 4]: the regions that a second stage looked into; one without sides only fills up. */
  | { readonly kind: 'regions'; readonly regions: Uint8Array; /** What gives them. */ readonly from: string };

export interface XrayObject {
  readonly box: readonly [x: number, y: number, width: number, height: number];
  readonly label: number;
  /** The places that answer for it, in their order. */
  readonly places: readonly AssignedPlace[];
  /** Anchors of the first stage that are to find it, of two-stage detectors. */
  readonly anchors?: number;
}

export interface AssignedPlace {
  readonly place: number;
  /** Of what the place found (SSD: of its default box) with the object, where the head names it. */
  readonly overlap?: number;
  /** The score that the place is to give, of task-aligned heads. */
  readonly quality?: number;
}

export interface XrayTerm {
  /** As in the trace: `box_loss`. */
  readonly name: string;
  readonly value: number;
  /** By object, and what belongs to none; absent where the term is no sum over places. */
  readonly shares?: { readonly objects: readonly number[]; readonly empty: number };
}

/** One training step of this frame alone, read from its trace. */
export interface XrayTraining {
  readonly objects: readonly XrayObject[];
  readonly terms: readonly XrayTerm[];
  /** [R, 4], where regions are looked into: those of this step, which normalises by its own batch and so proposes others than the network in use. */
  readonly regions?: Uint8Array;
  /** What is minimised: the terms divided by what the head divides them by. */
  readonly loss: number;
}

export interface Xray {
  /** `networkKey` of the network. */
  readonly network: string;
  readonly origin: WeightsOrigin;
  readonly head: string;
  /** Every head that finds objects. */
  readonly heads: readonly string[];
  /** The type of its layer. */
  readonly layer: string;
  readonly title: string;
  readonly classes: readonly string[];
  /** As the network gets it. */
  readonly picture: Pixels;
  readonly places: XrayPlaces;
  /** [R, columns]: box, then a score 0 … 1 for each class, then what the head adds. */
  readonly prediction: { readonly rows: number; readonly columns: number; readonly values: Uint8Array };
  /** Of the exported model, once it is warm: the median of a few passes. */
  readonly milliseconds: number;
  /** Parameters and multiplications of the whole network, for one picture. */
  readonly parameters: number;
  readonly macs: number;
  /** Absent where the frame has no true objects: it is no row of the data. */
  readonly training?: XrayTraining;
}
