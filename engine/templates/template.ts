/**
 * The contract of a template file: a well-known network that is built to the size of the data it meets. A template gives an
 * ordinary document; nothing later knows that it came from one.
 */
import type { DocumentDataSource, LoomDocument, TrainingSettings } from '../document/model';

/** What the data asks of a network. */
export interface TemplateSize {
  /** One sample without the batch axis: [channels, height, width] or [values]. */
  readonly input: readonly number[];
  /** How many classes to choose among; absent where a number is predicted. */
  readonly classes?: number;
  /** How many points to tell; only of networks that answer with points. */
  readonly points?: number;
}

/** What a template can be fed with. */
export type TemplateInput = 'picture' | 'numbers' | 'any';

/** Sides of pictures in pixels. Data outside these limits is resized to `usual`. */
export interface PictureLimits {
  readonly smallest: number;
  readonly usual: number;
  readonly largest: number;
  /** What sides must be multiples of, where a network halves and enlarges again; other data is resized as well. */
  readonly step?: number;
}

export type BuiltinSource = Extract<DocumentDataSource, { kind: 'builtin' }>;

/** The shelves that templates stand on, in the order in which a person meets them. */
export const TEMPLATE_CATEGORIES = ['small', 'classic', 'residual', 'efficient', 'transformer', 'detection', 'segmentation', 'generative'] as const;
export type TemplateCategory = (typeof TEMPLATE_CATEGORIES)[number];

export interface Paper {
  /** As they are cited: `Simonyan and Zisserman`. */
  readonly authors: string;
  readonly title: string;
}

/** An implementation that a template equals, weight by weight. */
export interface Reference {
  /** Weights and biases; running statistics do not count. */
  readonly parameters: number;
  /** Whose count it is, so that it can be looked up: `torchvision vgg16`. */
  readonly implementation: string;
}

export interface Template {
  /** The identity on the command line; equals the file name. */
  readonly name: string;
  readonly title: string;
  /** One sentence for a list of templates. */
  readonly summary: string;
  /** What was new, and where this differs from the paper: one or two sentences. */
  readonly notes: string;
  readonly category: TemplateCategory;
  readonly paper: Paper;
  readonly year: number;
  /** Absent where the network is a small form of its own. */
  readonly reference?: Reference;
  readonly takes: TemplateInput;
  /** A class or a number when absent. */
  readonly answers?: 'picture' | 'mask' | 'boxes' | 'points';
  readonly pictures?: PictureLimits;
  /** As it stands in its paper or course; `layerloom analyze NAME` shows it so. */
  readonly size: TemplateSize;
  /** What it trains on unless told otherwise; absent where no built-in data is large enough for it. */
  readonly data?: BuiltinSource;
  /** The size that fits `data`, where it is another one than `size`. */
  readonly dataSize?: TemplateSize;
  /** The network with its training settings, without data. */
  build(size: TemplateSize): LoomDocument;
}

/** A program of one update over everything. */
export function trainWith(optimizer: TrainingSettings['program'][number]['optimizer'], settings: Partial<Omit<TrainingSettings, 'program'>>): TrainingSettings {
  return { epochs: 5, batchSize: 64, seed: 1, shuffle: true, ...settings, program: [{ name: 'main', losses: '**', tensors: '**', optimizer, every: 1 }] };
}
