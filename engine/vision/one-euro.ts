/**
 * The One-Euro filter (Casiez, Roussel and Vogel 2012): a low-pass whose cutoff rises with speed, so that what rests does
 * not tremble and what moves does not lag. One filter smooths one number; times are in seconds and need not be even.
 */
export interface OneEuroSettings {
  /** Cutoff at rest in Hz: lower trembles less. */
  readonly minimumCutoff: number;
  /** How much the cutoff rises with speed (units of size per second): higher lags less. */
  readonly beta: number;
  /** Cutoff in Hz for the speed itself. */
  readonly speedCutoff: number;
}

export const DEFAULT_ONE_EURO: OneEuroSettings = { minimumCutoff: 1, beta: 0.007, speedCutoff: 1 };

/** The share of a new value in an exponential average with this cutoff, for values `seconds` apart. */
function share(cutoff: number, seconds: number): number {
  const time = 1 / (2 * Math.PI * cutoff);
  return 1 / (1 + time / seconds);
}

export class OneEuroFilter {
  private value: number | undefined;
  private speed = 0;
  private time = 0;

  constructor(private settings: OneEuroSettings = DEFAULT_ONE_EURO) {}

  /**
   * The smoothed value at `time`. A time that is not later than the last leaves the value as it was. `size` is the unit in which
   * speed counts: the size of what moves, so that near and far things are smoothed alike.
   */
  next(value: number, time: number, size = 1): number {
    if (this.value === undefined) {
      this.time = time;
      return (this.value = value);
    }
    const seconds = time - this.time;
    if (!(seconds > 0)) return this.value;
    const { minimumCutoff, beta, speedCutoff } = this.settings;
    const speedNow = (value - this.value) / size / seconds;
    this.speed += share(speedCutoff, seconds) * (speedNow - this.speed);
    this.value += share(minimumCutoff + beta * Math.abs(this.speed), seconds) * (value - this.value);
    this.time = time;
    return this.value;
  }

  /** From the next value on. */
  tune(settings: OneEuroSettings): void {
    this.settings = settings;
  }

  reset(): void {
    this.value = undefined;
    this.speed = 0;
  }
}
