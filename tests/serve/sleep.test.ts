/** The machine goes to sleep while a run trains: a checkpoint, no more steps, and on with it after, unasked. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { ownClient } from '../../electron/own-client';
import { listCheckpoints } from '../../engine/run/checkpoint';
import { builtDataDesk } from '../../engine/shell/host/data-desk';
import { ShellHost } from '../../engine/shell/host/shell-host';
import { buildEngine, ENTRIES } from '../worker/engine-process';

buildEngine();

it('keeps where it is and goes on when it wakes; what a person has paused stays paused', async () => {
  const home = mkdtempSync(join(tmpdir(), 'layerloom-sleep-'));
  const host = await ShellHost.open({ shell: 'electron', folders: { config: home, data: home }, grants: [], entries: ENTRIES, dataDesk: builtDataDesk(new URL('../', ENTRIES.supervisor)) });
  const client = ownClient(host);
  onTestFinished(async () => {
    await host.close();
    client.close();
    rmSync(home, { recursive: true, force: true });
  });
  await host.sleep();
  host.wake();

  let last = 0;
  client.on('run.event', ({ event }) => {
    if (event.event === 'step') last = event.step;
  });
  const source = { kind: 'builtin', name: 'digits', count: 600, seed: 1 } as const;
  const split = { seed: 1, validation: 0, test: 0 };
  const { document } = await client.request('templates.build', { name: 'lenet5', source, split });
  // No checkpoint falls due by itself but the first.
  const { run } = await client.request('run.start', { document, source, split, backend: 'cpu', threads: 1, checkpointSeconds: 10_000 });
  await expect.poll(() => last, { timeout: 60_000 }).toBeGreaterThan(2);

  await host.sleep();
  const [newest] = await listCheckpoints(run);
  expect(newest!.step).toBeGreaterThanOrEqual(last);
  await sleep(200);
  const asleep = last;
  await sleep(600);
  expect(last).toBe(asleep);
  host.wake();
  await expect.poll(() => last, { timeout: 60_000 }).toBeGreaterThan(asleep + 2);

  await client.request('run.pause', { run });
  await host.sleep();
  host.wake();
  await sleep(300);
  const paused = last;
  await sleep(500);
  expect(last).toBe(paused);
  await client.request('run.stop', { run });
});
