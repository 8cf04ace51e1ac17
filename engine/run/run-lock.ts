/** Keeps two engines from writing one run: a file with the owner's process, taken over when that process is gone. */
import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../core/diagnostic';
import { explaining } from '../files/file-problem';

/** An engine that was stopped or lost its supervisor still finishes the step it is at; so long is waited for it. */
const PATIENCE_MS = 2000;
const POLL_MS = 50;

/** Of this process: its own id in a file says nothing about whether it still holds the lock. */
const held = new Set<string>();

export class RunLock {
  private constructor(private readonly path: string) {
    held.add(path);
  }

  /** Throws LoomError where another live engine holds the run. */
  static async acquire(run: string): Promise<RunLock> {
    const path = join(run, 'run.lock');
    let deadline = performance.now() + PATIENCE_MS;
    while (!(await create(path))) {
      const owner = await readOwner(path);
      const overdue = performance.now() >= deadline;
      if (owner && overdue && (await isAlive(owner, path))) {
        fail('run-locked', `The run “${run}” is being written by another LayerLoom (process ${owner.pid} on ${owner.host}).`, { file: path, remedy: 'Stop that one first, or train into another folder.' });
      }
      // A lock without an owner is one that is being written, or whose writer was killed just then.
      if (owner ? !(await isAlive(owner, path)) : overdue) {
        await takeAway(path, owner);
        deadline = performance.now() + PATIENCE_MS;
      }
      await sleep(POLL_MS);
    }
    return new RunLock(path);
  }

  async release(): Promise<void> {
    held.delete(this.path);
    await rm(this.path, { force: true });
  }
}

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** Tells the process from a later one with the same id; absent where the system does not say. */
  readonly started?: string;
}

async function create(path: string): Promise<boolean> {
  return explaining(path, 'created', async () => {
    try {
      const file = await open(path, 'wx');
      const started = await startOf(process.pid);
      await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname(), ...(started !== undefined && { started }) } satisfies Owner));
      await file.close();
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  });
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

/** Removes a dead owner's lock. Where somebody else did that first and holds the run by now, theirs is put back. */
async function takeAway(path: string, dead: Owner | undefined): Promise<void> {
  const aside = join(dirname(path), `.run.lock.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await rename(path, aside);
    const taken = await readOwner(aside);
    if (JSON.stringify(taken) !== JSON.stringify(dead)) await link(aside, path);
  } catch {
    return; // Gone already, or taken again: the next look decides.
  } finally {
    await rm(aside, { force: true });
  }
}

/** A process on another machine cannot be asked, so it counts as alive. */
async function isAlive({ pid, host, started }: Owner, path: string): Promise<boolean> {
  if (host !== hostname()) return true;
  const now = await startOf(pid);
  if (started !== undefined && now !== undefined && now !== started) return false;
  if (pid === process.pid) return held.has(path);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process started, on Linux; process ids come round again, in containers within seconds. */
async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name in parentheses may hold spaces; the start is the twentieth field after it.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}
