/** How busy the machine and the training process are. Processor times are differences between two readings. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { cpus, freemem, totalmem } from 'node:os';
import { promisify } from 'node:util';
import type { MachineUsage } from '../protocol/application';

/** What a process has used so far. */
interface ProcessTimes {
  readonly seconds: number;
  readonly memoryBytes: number;
}

interface Reading {
  readonly at: number;
  /** Milliseconds of all processors since the start of the machine. */
  readonly busy: number;
  readonly total: number;
  readonly engine: (ProcessTimes & { readonly pid: number }) | undefined;
}

/** Two windows that ask within this get the same answer: differences over less are noise. */
const SHORTEST_MS = 400;
/** Linux counts the time of processes in hundredths of a second on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

export class UsageMeter {
  private last: Reading | undefined;
  private answer: MachineUsage | undefined;

  constructor(private readonly enginePid: () => Promise<number | undefined>) {}

  async read(): Promise<MachineUsage> {
    const before = this.last;
    if (this.answer && before && performance.now() - before.at < SHORTEST_MS) return this.answer;
    const now = await takeReading(await this.enginePid());
    this.last = now;
    this.answer = {
      load: before && now.total > before.total ? (now.busy - before.busy) / (now.total - before.total) : 0,
      processors: cpus().length,
      memoryBytes: totalmem() - (await availableMemory()),
      totalMemoryBytes: totalmem(),
      ...(now.engine && { engine: { processors: processorsBetween(before, now), memoryBytes: now.engine.memoryBytes } }),
    };
    return this.answer;
  }
}

function processorsBetween(before: Reading | undefined, { at, engine }: Reading): number {
  if (!engine || before?.engine?.pid !== engine.pid) return 0;
  return Math.max(0, (engine.seconds - before.engine.seconds) / ((at - before.at) / 1000));
}

async function takeReading(pid: number | undefined): Promise<Reading> {
  const times = cpus().map((processor) => processor.times);
  const total = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
  const idle = times.reduce((sum, time) => sum + time.idle, 0);
  const at = performance.now();
  const engine = pid === undefined ? undefined : await timesOf(pid).catch(() => undefined);
  return { at, busy: total - idle, total, engine: engine && pid !== undefined ? { ...engine, pid } : undefined };
}

/** Undefined on systems without a quick way to ask. */
async function timesOf(pid: number): Promise<ProcessTimes | undefined> {
  if (process.platform === 'linux') return parseProcStat(await readFile(`/proc/${pid}/stat`, 'utf8'));
  if (process.platform !== 'darwin') return undefined;
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=,time=', '-p', String(pid)]);
  return parsePs(stdout);
}

/** The line of /proc/PID/stat. The name of the program, in brackets, may hold spaces and brackets itself. */
export function parseProcStat(line: string): ProcessTimes {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [user, system, pages] = [fields[11], fields[12], fields[21]].map(Number) as [number, number, number];
  return { seconds: (user + system) / TICKS_PER_SECOND, memoryBytes: pages * PAGE_BYTES };
}

/** `ps -o rss=,time=`: KiB, and minutes:seconds.hundredths with hours before them where there are any. */
export function parsePs(line: string): ProcessTimes {
  const [memory = '0', time = '0'] = line.trim().split(/\s+/);
  const seconds = time.split(/[:-]/).reduce((sum, part) => sum * 60 + Number(part), 0);
  return { seconds, memoryBytes: Number(memory) * 1024 };
}

/** Linux counts its file cache as used, and gives it back to whoever asks. */
async function availableMemory(): Promise<number> {
  if (process.platform !== 'linux') return freemem();
  const available = /^MemAvailable:\s+(\d+) kB/m.exec(await readFile('/proc/meminfo', 'utf8').catch(() => ''));
  return available ? Number(available[1]) * 1024 : freemem();
}
