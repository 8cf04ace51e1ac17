/** Frames of a camera come when they come; moments of a gesture are evenly spaced, when it is recorded and when it is told. */

/** Moments per second. */
export const GESTURE_RATE = 10;
const PERIOD = 1 / GESTURE_RATE;

export class EvenMoments {
  private due = -Infinity;

  /** Whether the frame of `time` (seconds, rising) is a moment. */
  takes(time: number): boolean {
    if (time < this.due) return false;
    // After a pause the count begins anew; until then lateness is not added up.
    this.due = time < this.due + PERIOD ? this.due + PERIOD : time + PERIOD;
    return true;
  }

  restart(): void {
    this.due = -Infinity;
  }
}
