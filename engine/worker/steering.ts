/** Pausing, continuing and stopping a run from outside, between its steps. */
import type { RunControl } from '../run/training-run';

export type SteeringAction = 'pause' | 'continue' | 'stop';

export class Steering implements RunControl {
  stop = false;
  private pause: { readonly over: Promise<void>; end(): void } | undefined;

  async ready(): Promise<void> {
    await this.pause?.over;
  }

  apply(action: SteeringAction): void {
    if (action === 'pause' && !this.stop) this.pause ??= newPause();
    if (action === 'stop') this.stop = true;
    if (action !== 'pause') {
      this.pause?.end();
      this.pause = undefined;
    }
  }
}

function newPause() {
  let end!: () => void;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end: () => end() };
}
