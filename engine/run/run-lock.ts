/** Keeps two engines from writing one run: a file with the owner's process id, taken over when that process is gone. */
import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fail } from '../core/diagnostic';
import { explaining } from '../files/file-problem';

export class RunLock {
  private constructor(private readonly path: string) {}

  /** Throws LoomError where another live process holds the run. */
  static async acquire(run: string): Promise<RunLock> {
    const path = join(run, 'run.lock');
    for (let attempt = 0; ; attempt++) {
      if (await create(path)) return new RunLock(path);
      const owner = await readOwner(path);
      if (attempt > 0 || (owner && isAlive(owner))) {
        fail('run-locked', `The run “${run}” is being written by another LayerLoom (process ${owner?.pid ?? 'unknown'} on ${owner?.host ?? 'another machine'}).`, { file: path, remedy: 'Stop that one first, or train into another folder.' });
      }
      await rm(path, { force: true });
    }
  }

  async release(): Promise<void> {
    await rm(this.path, { force: true });
  }
}

interface Owner {
  readonly pid: number;
  readonly host: string;
}

async function create(path: string): Promise<boolean> {
  return explaining(path, 'created', async () => {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname() } satisfies Owner));
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

/** A process on another machine cannot be asked, so it counts as alive. */
function isAlive({ pid, host }: Owner): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
