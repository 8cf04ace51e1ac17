/** The options of `layerloom train` that change how a document trains. */
import type { Command } from 'commander';
import type { Augmentation } from '../data/augment/augmentation';
import type { SplitOptions } from '../data/dataset';
import type { LoomDocument, NamedSettings, TrainingSettings } from '../document/model';
import { learningRateOf, OPTIMIZER_NAMES, readOptimizer } from '../optimizers';
import { DEFAULT_TRAINING } from '../run/default-training';
import { readSchedule, SCHEDULE_NAMES } from '../schedules';
import { AUGMENT_HELP, parseAugmentations } from './augment-option';
import { collected, namedSettings, realNumber, refuse, wholeNumber } from './option-values';
import { decayWeights, freeze, scaleRates, unfreeze, type RateScale } from './tensor-settings';

export interface TrainingOptions {
  readonly epochs?: number;
  readonly batch?: number;
  readonly lr?: number;
  readonly optimizer?: NamedSettings;
  readonly schedule?: NamedSettings;
  readonly val?: number;
  readonly test?: number;
  readonly seed?: number;
  readonly earlyStopping?: number;
  readonly augment?: readonly Augmentation[];
  readonly freeze?: readonly string[];
  readonly unfreeze?: readonly string[];
  readonly lrScale?: readonly RateScale[];
  readonly l2?: number;
  readonly clipNorm?: number;
}

export function addTrainingOptions(command: Command): Command {
  return command
    .option('--epochs <n>', 'how often the data is gone through', wholeNumber({ from: 1 }))
    .option('--batch <n>', 'samples per step', wholeNumber({ from: 1 }))
    .option('--lr <rate>', 'learning rate', realNumber({ above: 0 }))
    .option('--optimizer <name[:key=value,…]>', `one of ${OPTIMIZER_NAMES.join(', ')}`, namedSettings((chosen) => learningRateOf(chosen) || readOptimizer(chosen)))
    .option('--schedule <name[:key=value,…]>', `how the learning rate changes: one of ${SCHEDULE_NAMES.join(', ')}`, namedSettings(readSchedule))
    .option('--val <share>', 'share of the data to validate with, where it has no such part', realNumber({ from: 0, below: 1 }))
    .option('--test <share>', 'share of the data to keep for evaluation', realNumber({ from: 0, below: 1 }))
    .option('--seed <n>', 'start values, order of samples and split follow from it', wholeNumber({ from: 0, upTo: 2 ** 32 - 1 }))
    .option('--early-stopping <epochs>', 'stop when so many epochs have not improved the validation loss, and keep the best weights', wholeNumber({ from: 1 }))
    .option('--augment <list>', AUGMENT_HELP, parseAugmentations)
    .option('--freeze <glob>', 'tensors or layers that keep their values, e.g. "conv*"; may be given several times', collected)
    .option('--unfreeze <glob>', 'tensors or layers that train again, before --freeze is looked at; may be given several times', collected)
    .option('--lr-scale <glob=factor>', 'multiplies the learning rate of these tensors or layers, e.g. "conv*=0.1"; may be given several times', rateScales)
    .option('--l2 <strength>', 'weight decay: adds half of this times the squared weights to the loss', realNumber({ from: 0 }))
    .option('--clip-norm <norm>', 'shorten gradients whose common norm is larger', realNumber({ above: 0 }));
}

/** The last `=` divides: a glob may hold one, a factor may not. */
function rateScales(text: string, earlier: readonly RateScale[] | undefined): readonly RateScale[] {
  const at = text.lastIndexOf('=');
  if (at < 1) return refuse('It must be of the form GLOB=FACTOR.');
  return [...(earlier ?? []), { glob: text.slice(0, at), factor: realNumber({ from: 0 })(text.slice(at + 1)) }];
}

const DEFAULT_VALIDATION = 0.15;

/** How the data is split: as asked, else as the document says. */
export function splitOptions(options: TrainingOptions, document?: LoomDocument): SplitOptions {
  const own = document?.data?.split;
  return { seed: options.seed ?? own?.seed ?? 1, validation: options.val ?? own?.validation ?? DEFAULT_VALIDATION, test: options.test ?? own?.test ?? 0 };
}

/** The document with everything the options ask for. */
export function withTrainingOptions(document: LoomDocument, options: TrainingOptions): LoomDocument {
  const thawed = (options.unfreeze ?? []).reduce(unfreeze, document);
  const frozen = (options.freeze ?? []).reduce(freeze, thawed);
  const scaled = (options.lrScale ?? []).reduce(scaleRates, frozen);
  const decayed = options.l2 ? decayWeights(scaled, options.l2) : scaled;
  return { ...decayed, training: trainingSettings(document.training ?? DEFAULT_TRAINING, options) };
}

function trainingSettings(own: TrainingSettings, { epochs, batch, lr, optimizer, schedule, seed, earlyStopping, clipNorm }: TrainingOptions): TrainingSettings {
  const program = own.program.map((update) => ({
    ...update,
    optimizer: { ...(optimizer ?? update.optimizer), ...(lr !== undefined && { learningRate: lr }) },
  }));
  return {
    ...own,
    program,
    ...(epochs !== undefined && { epochs }),
    ...(batch !== undefined && { batchSize: batch }),
    ...(seed !== undefined && { seed }),
    ...(schedule && { schedule }),
    ...(clipNorm !== undefined && { clip: { ...own.clip, norm: clipNorm } }),
    ...(earlyStopping !== undefined && { earlyStopping: { patience: earlyStopping, metric: 'loss', restoreBest: true } }),
  };
}
