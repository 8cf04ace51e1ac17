/** Where a run goes that was not given a place. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const RUNS = 'runs';

/** `runs/NAME-N` with the first N above those that are there. */
export async function nextRunFolder(name: string): Promise<string> {
  const entries = await readdir(RUNS).catch((): string[] => []);
  const prefix = `${name.replace(/[^\p{L}\p{N}_.-]+/gu, '-')}-`;
  const numbers = entries.filter((entry) => entry.startsWith(prefix)).map((entry) => Number(entry.slice(prefix.length)));
  return join(RUNS, `${prefix}${Math.max(0, ...numbers.filter(Number.isInteger)) + 1}`);
}
