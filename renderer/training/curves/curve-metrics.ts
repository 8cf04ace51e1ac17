/** What can be drawn over the course of a run. */
import type { LoggedStep, LogLine } from '../../../engine/run/metrics-log';
import type { Scores } from '../../../engine/run/metrics';
import type { EpochEvent, SplitResult } from '../../../engine/run/trainer';

export interface CurveMetric {
  readonly id: string;
  readonly title: string;
  /** Whether it may be drawn on a logarithmic axis; shares have little use for one. */
  readonly canBeLog: boolean;
  /** Whether single steps scatter, so that a moving average tells more. */
  readonly isNoisy?: boolean;
  /** A value after every logged step. */
  readonly ofStep?: (step: LoggedStep) => number;
  /** A value of one split at the end of an epoch; `output` names the Output, the first unless given. */
  readonly ofSplit?: (split: SplitResult, output: string | undefined) => number | undefined;
}

/** The scores of an Output; of the first one unless it is named. */
export function scoresOf({ outputs }: SplitResult, output: string | undefined): Scores | undefined {
  return ((output !== undefined ? outputs[output] : undefined) ?? Object.values(outputs)[0])?.scores;
}

type Of<Kind extends Scores['kind']> = Extract<Scores, { kind: Kind }>;

/** A value of scores of one kind. */
function score<Kind extends Scores['kind']>(kind: Kind, id: string, title: string, canBeLog: boolean, value: (scores: Of<Kind>) => number): CurveMetric {
  return {
    id,
    title,
    canBeLog,
    ofSplit: (split, output) => {
      const scores = scoresOf(split, output);
      return scores?.kind === kind ? value(scores as Of<Kind>) : undefined;
    },
  };
}

export const LOSS: CurveMetric = { id: 'loss', title: 'Loss', canBeLog: true, isNoisy: true, ofStep: ({ loss }) => loss, ofSplit: ({ loss }) => loss };
export const RATE: CurveMetric = { id: 'rate', title: 'Learning rate', canBeLog: true, ofStep: ({ rate }) => rate };

const CLASSIFICATION: readonly CurveMetric[] = [
  score('classification', 'accuracy', 'Accuracy', false, ({ accuracy }) => accuracy),
  score('classification', 'f1', 'Macro F1', false, ({ classes }) => classes.reduce((sum, { f1 }) => sum + f1, 0) / classes.length),
  score('classification', 'top-5', 'Top-5 accuracy', false, ({ topK }) => topK),
];

const REGRESSION: readonly CurveMetric[] = [
  score('regression', 'mae', 'Mean absolute error', true, ({ meanAbsoluteError }) => meanAbsoluteError),
  score('regression', 'mse', 'Mean squared error', true, ({ meanSquaredError }) => meanSquaredError),
  score('regression', 'r2', 'R²', false, ({ r2 }) => r2),
];

const SEGMENTATION: readonly CurveMetric[] = [
  score('segmentation', 'mean-iou', 'Mean IoU', false, ({ meanIou }) => meanIou),
  score('segmentation', 'mean-dice', 'Mean Dice', false, ({ meanDice }) => meanDice),
  score('segmentation', 'pixel-accuracy', 'Right pixels', false, ({ pixelAccuracy }) => pixelAccuracy),
];

const DETECTION: readonly CurveMetric[] = [
  score('detection', 'ap50', 'AP50', false, ({ ap50 }) => ap50),
  score('detection', 'ap', 'AP50–95', false, ({ ap }) => ap),
];

const LANDMARKS: readonly CurveMetric[] = [
  score('landmarks', 'pck', 'PCK@0.1', false, ({ pck }) => pck),
  score('landmarks', 'nme', 'Mean error of points', true, ({ nme }) => nme),
  score('landmarks', 'visibility', 'Visibility told right', false, ({ visibility }) => visibility),
];

/** Below this many classes the true one is always among the five best. */
const MANY_CLASSES = 6;

/** What the log of a run can show, the most telling first. */
export function metricsOf(history: readonly LogLine[], output: string | undefined): readonly CurveMetric[] {
  const epoch = lastEpochOf(history);
  const scores = epoch && scoresOf(epoch.validation ?? epoch.train, output);
  if (scores?.kind === 'regression') return [LOSS, ...REGRESSION, RATE];
  if (scores?.kind === 'segmentation') return [LOSS, ...SEGMENTATION, RATE];
  if (scores?.kind === 'detection') return [LOSS, ...DETECTION, RATE];
  if (scores?.kind === 'landmarks') return [LOSS, ...LANDMARKS, RATE];
  const few = scores === undefined || scores.classes.length < MANY_CLASSES;
  return [LOSS, ...CLASSIFICATION.filter(({ id }) => id !== 'top-5' || !few), RATE];
}

export function lastEpochOf(history: readonly LogLine[]): EpochEvent | undefined {
  for (let at = history.length - 1; at >= 0; at--) {
    const line = history[at]!;
    if (line.event === 'epoch') return line;
  }
  return undefined;
}
