/** The engine processes behind the windows, with children that only answer that they are gone. */
import { expect, it } from 'vitest';
import { LoomError } from '../../engine/core/diagnostic';
import { Engines } from '../../engine/shell/host/engines';
import type { Child, Launcher } from '../../engine/worker/port';

/** Ends as soon as it is asked to. */
class PoliteChild implements Child<{ readonly kind: string }, never> {
  readonly pid = 1;
  private readonly leavers: ((reason: string) => void)[] = [];

  send({ kind }: { readonly kind: string }): void {
    if (kind === 'shutdown') this.kill();
  }

  onMessage(): void {}

  onExit(listener: (reason: string) => void): void {
    this.leavers.push(listener);
  }

  kill(): void {
    for (const leave of this.leavers.splice(0)) leave('ended');
  }
}

it('starts no process any more once it is closing: a window may still ask for what the last checkpoint answers', async () => {
  let started = 0;
  const launch = (() => {
    started++;
    return new PoliteChild();
  }) as unknown as Launcher;
  const entry = new URL('file:///engine.mjs');
  const engines = new Engines({ entries: { supervisor: entry, computeHost: entry, dataWorker: entry }, launch, onChange: () => undefined });
  await engines.close();
  const before = started;
  await expect(engines.ask('look', {} as never)).rejects.toThrow(LoomError);
  expect(() => engines.forRuns()).toThrow(LoomError);
  expect(started).toBe(before);
});
