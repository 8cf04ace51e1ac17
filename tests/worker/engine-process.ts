/** The built engine as the tests of processes start it. */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { builtEntries, startEngine, type Engine, type EngineOptions } from '../../engine/worker/client';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Within the checkout, so that packages are found, yet apart: whoever builds meanwhile must not change a run under test. */
const COPY = join(ROOT, 'dist', `test-${process.pid}`);
export const ENTRIES = builtEntries(pathToFileURL(`${COPY}/`));

/** Call once per test file. Builds in a process of its own, because a bundler inside the test runner would be bundled itself. */
export function buildEngine(): void {
  beforeAll(() => {
    const build = pathToFileURL(join(ROOT, 'scripts', 'build.mjs')).href;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', `await (await import(${JSON.stringify(build)})).ensureBuilt()`], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    cpSync(join(ROOT, 'dist', 'engine'), COPY, { recursive: true });
  });
  afterAll(() => rmSync(COPY, { recursive: true, force: true }));
}

/** An engine that is gone when the test is over. */
export function engineForTest(options: Partial<EngineOptions> = {}): Engine {
  const engine = startEngine({ entries: ENTRIES, ...options });
  onTestFinished(() => engine.kill());
  return engine;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

/** An orphan that has ended may wait for a parent to collect it. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

/** Resolves when none of the processes lives; rejects after a while. */
export async function allGone(pids: readonly number[], patienceMs = 20_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (pids.some(isAlive)) {
    if (Date.now() > deadline) throw new Error(`processes ${pids.filter(isAlive).join(', ')} live on`);
    await sleep(20);
  }
}
