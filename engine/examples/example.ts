/**
 * The contract of a worked example: a network with hand-set weights, what it is fed, and every number that comes out,
 * beside what lecture notes print where that was a slip.
 */
import type { LoomDocument } from '../document/model';

export type ExampleKind = 'perceptron' | 'dense' | 'dropout' | 'convolution' | 'pooling' | 'recurrent' | 'sizes';

export interface Example {
  /** The identity on the command line. */
  readonly id: string;
  readonly title: string;
  readonly kind: ExampleKind;
  /** What to work out, in plain words. */
  readonly task: string;
  /** A network that shows the example; the same each time but for the ids of its boxes. */
  readonly document: () => LoomDocument;
  readonly walks: readonly Walk[];
  readonly sizes?: readonly ExpectedSize[];
  /** What is to be known about the notes. */
  readonly remark?: string;
  /** Title and task where other numbers are drawn, if those above speak of these. */
  readonly general?: { readonly title: string; readonly task: string };
  /** Only what is fed is drawn: other weights would be another operator. */
  readonly hasFixedWeights?: boolean;
}

/** One thing that is done with the network. */
export interface Walk {
  readonly title: string;
  readonly mode: 'train' | 'test';
  /** One set of numbers per step: by Input and Output, as the network takes them. */
  readonly samples: readonly WalkSample[];
  readonly masks?: Readonly<Record<string, readonly number[]>>;
  /** The step whose values are looked at, from 1; the first unless given. */
  readonly step?: number;
  readonly expected: readonly ExpectedValue[];
}

export interface WalkSample {
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly targets?: Readonly<Record<string, readonly number[]>>;
}

export interface ExpectedValue {
  /** The name of a traced value (`hidden.out`, `hidden.weight.grad`). */
  readonly value: string;
  /** Row-major; places that the example leaves open are null. */
  readonly numbers: readonly (number | null)[];
  /** As the notes print it, rounded or mistaken; places that they leave open are null. */
  readonly printed?: readonly (number | null)[];
}

export interface ExpectedSize {
  /** The name of a box. */
  readonly box: string;
  /** Channels first. */
  readonly shape?: readonly number[];
  readonly parameters?: number;
  readonly macs?: number;
  readonly activations?: number;
  /** The side that the notes print. */
  readonly printed?: number;
}

/** Numbers, lists of them, lists of lists. */
export type Nested = number | readonly Nested[];

/** Row-major. */
export function flat(numbers: Nested): number[] {
  return typeof numbers === 'number' ? [numbers] : numbers.flatMap(flat);
}
