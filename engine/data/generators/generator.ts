/** What a data generator is: named columns whose cells are pure functions of the sample's address. */
import { RandomStream } from '../../core/random';
import type { Augmentation } from '../augment/augmentation';
import type { Cell, Column, SplitName } from '../dataset';

/** Everything a cell may depend on. Samples never depend on each other. */
export interface Sample {
  readonly seed: number;
  /** The row number. */
  readonly index: number;
  readonly split: SplitName;
  /** The number of the sample within its split. */
  readonly rank: number;
  /** How many samples were asked for. Only `xor` looks at it: more samples leave the earlier ones as they are. */
  readonly count: number;
}

export interface GeneratedColumn {
  /** Statistics of number columns are measured when the data set is opened. */
  readonly column: Omit<Column, 'statistics'>;
  cell(sample: Sample): Cell;
}

/**
 * `own`: every tenth sample validates and every tenth tests, drawn from fonts, textures or ranges that training never
 * sees. `chosen`: the samples are alike, and whoever opens the data says how to split them. `train`: all of them train.
 */
export type SplitRule = 'own' | 'chosen' | 'train';

export interface Generator {
  readonly name: string;
  readonly title: string;
  /** One or two sentences for the palette, `layerloom data --help` and the data panel. */
  readonly docs: string;
  /** Raised whenever the same seed gives other samples than before, so that saved fingerprints notice. */
  readonly version: number;
  readonly defaultCount: number;
  readonly columns: readonly GeneratedColumn[];
  splitRule(count: number): SplitRule;
  /** Random changes that leave what a sample means as it is: documents made from a template for this data begin with them. */
  readonly augmentation?: readonly Augmentation[];
  /** How it is written as ordinary files: a folder per split and class, one CSV table beside its pictures, or pictures with COCO annotations of objects or of points. */
  readonly files: 'folders' | 'table' | 'annotations' | 'keypoints';
}

/** The address of sample `index`. */
export function sampleAt(generator: Generator, index: number, count: number, seed: number): Sample {
  if (generator.splitRule(count) === 'own') return { seed, index, count, ...ownSplit(index) };
  return { seed, index, count, split: 'train', rank: index };
}

/** Of every ten samples eight train, so that asking for more leaves every sample in its split. */
function ownSplit(index: number): { readonly split: SplitName; readonly rank: number } {
  const ten = Math.floor(index / 10);
  const place = index % 10;
  if (place === 8) return { split: 'validation', rank: ten };
  if (place === 9) return { split: 'test', rank: ten };
  return { split: 'train', rank: ten * 8 + place };
}

/** Several samples are read side by side, column after column: so many are kept. */
const KEPT_SAMPLES = 16;

/** Makes a sample once where its columns are read after each other and come from the same painting. */
export function rememberLatest<Made>(make: (sample: Sample) => Made): (sample: Sample) => Made {
  const kept = new Map<string, Made>();
  return (sample) => {
    const key = `${sample.seed}/${sample.index}/${sample.split}/${sample.rank}`;
    const made = kept.get(key) ?? make(sample);
    kept.delete(key);
    kept.set(key, made);
    if (kept.size > KEPT_SAMPLES) kept.delete(kept.keys().next().value!);
    return made;
  };
}

/** The stream of one sample for one purpose. */
export function sampleStream(generator: string, sample: Sample, purpose: string): RandomStream {
  return new RandomStream(sample.seed, `generate/${generator}/${purpose}`, sample.index);
}

/** A class index: within each split every run of `classes` samples holds each class once, in random order. */
export function balancedLabel(generator: string, sample: Sample, classes: number): number {
  const round = Math.floor(sample.rank / classes);
  const order = new RandomStream(sample.seed, `generate/${generator}/label/${sample.split}`, round).permutation(classes);
  return order[sample.rank % classes]!;
}
