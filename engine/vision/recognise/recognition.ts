import type { ModelTask } from '../model-task';
import type { ModelFacts } from './model-facts';

export interface Recognition {
  readonly task: ModelTask;
  /** What told, as a sentence: “The file says …”. */
  readonly why: string;
  /** Whether nothing had to be guessed that another model of the same shapes may do otherwise. */
  readonly isSure: boolean;
}

/** Undefined where the model is none that this file knows. */
export type Recogniser = (facts: ModelFacts) => Recognition | undefined;
