/** The engine processes behind the windows, with children that only answer that they are gone. */
import { afterEach, expect, it, vi } from 'vitest';
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

const entry = new URL('file:///engine.mjs');
const entries = { supervisor: entry, computeHost: entry, dataWorker: entry };

afterEach(() => void vi.useRealTimers());

/** Engines of which only the number is known. */
function counted() {
  const count = { started: 0 };
  const launch = (() => {
    count.started++;
    return new PoliteChild();
  }) as unknown as Launcher;
  return { count, engines: new Engines({ entries, launch, onChange: () => undefined }) };
}

it('starts no process any more once it is closing: a window may still ask for what the last checkpoint answers', async () => {
  const { count, engines } = counted();
  await engines.close();
  const before = count.started;
  await expect(engines.ask('look', {} as never)).rejects.toThrow(LoomError);
  expect(() => engines.forRuns()).toThrow(LoomError);
  expect(count.started).toBe(before);
});

it('starts the process for questions soon after the first window, once, and not for one that closes at once', async () => {
  vi.useFakeTimers();
  const { count, engines } = counted();
  engines.warmUp();
  engines.warmUp();
  expect(count.started).toBe(1);
  await vi.advanceTimersByTimeAsync(5000);
  expect(count.started).toBe(2);
  await engines.close();

  const short = counted();
  short.engines.warmUp();
  await short.engines.close();
  await vi.advanceTimersByTimeAsync(5000);
  expect(short.count.started).toBe(1);
});
