/** The one share that an Output's scores come down to: what runs are compared and stopped by. */
import type { Scores } from '../metrics';

export interface MainShare {
  /** As it stands in a sentence: `accuracy`. */
  readonly title: string;
  /** 0 … 1, more is better. */
  readonly value: number;
}

/** Nothing for numbers, whose errors have units. */
export function mainShare(scores: Scores): MainShare | undefined {
  switch (scores.kind) {
    case 'classification':
      return { title: 'accuracy', value: scores.accuracy };
    case 'segmentation':
      return { title: 'mean IoU', value: scores.meanIou };
    case 'detection':
      return { title: 'AP50', value: scores.ap50 };
    case 'landmarks':
      return { title: 'PCK@0.1', value: scores.pck };
    case 'regression':
      return undefined;
  }
}
