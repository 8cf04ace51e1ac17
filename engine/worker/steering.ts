/** Pausing, continuing, saving and stopping a run from outside, between its steps. */
import type { RunControl, SteeringAction } from '../run/training-run';

export class Steering implements RunControl {
  stop = false;
  checkpoint = false;
  private paused = false;
  private readonly waiting = new Set<(action: SteeringAction) => void>();

  async ready(): Promise<void> {
    while (this.paused && !this.checkpoint) await this.changed();
  }

  changed(ms?: number): Promise<SteeringAction | undefined> {
    return new Promise((resolve) => {
      const end = (action?: SteeringAction): void => {
        clearTimeout(timer);
        this.waiting.delete(end);
        resolve(action);
      };
      const timer = ms === undefined ? undefined : setTimeout(end, ms);
      this.waiting.add(end);
    });
  }

  apply(action: SteeringAction): void {
    if (action === 'stop') this.stop = true;
    // A pause may last: what a person looks at meanwhile is this very step, and nothing is lost should the machine go off.
    if (action === 'checkpoint' || action === 'pause') this.checkpoint = true;
    if (action !== 'checkpoint') this.paused = action === 'pause' && !this.stop;
    for (const tell of this.waiting) tell(action);
  }
}
