/** How fast a run goes and how long it will take, by the time it was active. */
import type { Trainer } from './trainer';
import type { TrainingState } from './training-state';

export interface Progress {
  /** Share of all steps done. */
  readonly done: number;
  readonly samplesPerSecond: number;
  readonly secondsLeft: number;
}

/** Measures active time: the time of pauses is left out. */
export class Pace {
  private readonly startedAt = performance.now();
  private readonly startStep: number;
  private readonly earlierMs: number;
  private pausedMs = 0;

  constructor(private readonly trainer: Trainer) {
    this.startStep = trainer.state.step;
    this.earlierMs = trainer.state.activeMs;
  }

  leaveOut(ms: number): void {
    this.pausedMs += ms;
  }

  progress(state: TrainingState): Progress {
    const active = performance.now() - this.startedAt - this.pausedMs;
    state.activeMs = this.earlierMs + active;
    const steps = state.step - this.startStep;
    const left = this.trainer.totalSteps - state.step;
    return {
      done: state.step / this.trainer.totalSteps,
      samplesPerSecond: (steps * this.trainer.samplesPerStep) / (active / 1000),
      secondsLeft: steps > 0 ? (left * active) / steps / 1000 : Infinity,
    };
  }
}
