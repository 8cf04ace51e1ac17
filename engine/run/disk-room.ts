/** A disk that runs low holds a run up until there is room again, instead of breaking it. */
import { statfs } from 'node:fs/promises';
import { LoomError, warning } from '../core/diagnostic';
import type { RunControl, RunEvent } from './training-run';

/** Bytes left for us on the disk of a folder; undefined where that cannot be told. */
export type FreeSpace = (folder: string) => Promise<number | undefined>;

export const freeSpaceOnDisk: FreeSpace = async (folder) => {
  try {
    const { bavail, bsize, blocks } = await statfs(folder);
    // Some network drives do not count.
    return blocks > 0 ? bavail * bsize : undefined;
  } catch {
    return undefined;
  }
};

export interface DiskRules {
  readonly freeSpace: FreeSpace;
  /** Stays free for everything else on the machine. */
  readonly reserveBytes: number;
  /** Between two looks at a disk that was too full. */
  readonly recheckMs: number;
}

export const DISK_RULES: DiskRules = { freeSpace: freeSpaceOnDisk, reserveBytes: 64 * 2 ** 20, recheckMs: 3000 };

export interface Writing {
  readonly folder: string;
  /** As in “There is no room for …”. */
  readonly what: string;
  readonly bytes: number;
  /** Whether a person who continues goes on without it; otherwise continuing looks at the disk again at once. */
  readonly canBeLeftOut: boolean;
  /** Called again after it failed for a full disk. */
  write(): Promise<void>;
}

export interface WritingOutcome {
  /** Not where a person went on without it or stopped. */
  readonly written: boolean;
  /** Milliseconds spent waiting for room. */
  readonly heldMs: number;
}

/** Writes as soon as there is room. While there is none the events say so, and the run stands still. */
export async function* whenThereIsRoom(writing: Writing, control: RunControl, rules: DiskRules): AsyncGenerator<RunEvent, WritingOutcome, undefined> {
  let heldMs = 0;
  let told = false;
  for (;;) {
    const freeBytes = await attempt(writing, rules);
    if (freeBytes === 'written' || control.stop) {
      if (told) yield { event: 'released' };
      if (freeBytes !== 'written') yield { event: 'warning', diagnostic: notWritten(writing) };
      return { written: freeBytes === 'written', heldMs };
    }
    if (!told) yield held(writing, rules, freeBytes);
    told = true;
    const since = performance.now();
    const steered = await control.changed(rules.recheckMs);
    heldMs += performance.now() - since;
    if (steered !== 'continue') continue;
    yield { event: 'released' };
    if (writing.canBeLeftOut) return { written: false, heldMs };
    told = false;
  }
}

/** Otherwise how much room there is. */
async function attempt({ folder, bytes, write }: Writing, { freeSpace, reserveBytes }: DiskRules): Promise<'written' | number> {
  const free = await freeSpace(folder);
  if (free !== undefined && free < bytes + reserveBytes) return free;
  try {
    await write();
    return 'written';
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    return (await freeSpace(folder)) ?? 0;
  }
}

export function isDiskFull(error: unknown): boolean {
  return error instanceof LoomError && error.diagnostics.some(({ code }) => code === 'disk-full');
}

function held({ folder, what, bytes, canBeLeftOut }: Writing, { reserveBytes }: DiskRules, freeBytes: number): RunEvent {
  const neededBytes = bytes + reserveBytes;
  const diagnostic = warning('disk-low', `The run waits: there is no room for ${what} in ${folder}. ${megabytes(freeBytes)} are free and ${megabytes(neededBytes)} are needed.`, {
    file: folder,
    expected: megabytes(neededBytes),
    found: megabytes(freeBytes),
    remedy: canBeLeftOut ? 'Free some space and it goes on by itself, or continue without this checkpoint.' : 'Free some space and it goes on by itself.',
  });
  return { event: 'held', folder, freeBytes, neededBytes, diagnostic };
}

function notWritten({ folder, what }: Writing) {
  return warning('disk-low', `There was no room for ${what} in ${folder}, so the run goes on from the one before when it is resumed.`, { file: folder });
}

function megabytes(bytes: number): string {
  const value = bytes / 1e6;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} MB`;
}
