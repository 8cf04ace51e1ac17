/**
 * The looks inside a run, one JSON object a line in its folder. Bounded: once there are too many, every second one is
 * dropped, the first and the last kept, so that a long run is told in ever wider steps. Resuming cuts it back to the checkpoint.
 */
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../../files/atomic-write';
import { explaining } from '../../files/file-problem';
import type { TrainingState } from '../training-state';
import type { WatchRecord } from './record';

/** More than a chart over time can show side by side. */
const MOST_RECORDS = 160;
const MOST_CHARACTERS = 16 * 2 ** 20;

interface Line {
  readonly step: number;
  readonly text: string;
}

export class WatchLog {
  private constructor(private readonly path: string, private lines: Line[]) {}

  /** Without what `state` has not reached. */
  static async open(run: string, state: Pick<TrainingState, 'step' | 'epoch'>): Promise<WatchLog> {
    const text = await readText(run);
    const kept = parsed(text).filter(({ step, epoch }) => step <= state.step && epoch <= state.epoch);
    const log = new WatchLog(pathOf(run), kept.map(toLine));
    if (log.text() !== text) await log.rewrite();
    return log;
  }

  hasStep(step: number): boolean {
    return this.lines.some((line) => line.step === step);
  }

  async add(record: WatchRecord): Promise<void> {
    const line = toLine(record);
    this.lines.push(line);
    if (!this.isFull()) return explaining(this.path, 'written', () => appendFile(this.path, line.text));
    while (this.isFull() && this.lines.length > 2) this.lines = thinned(this.lines);
    await this.rewrite();
  }

  private isFull(): boolean {
    return this.lines.length > MOST_RECORDS || this.lines.reduce((sum, { text }) => sum + text.length, 0) > MOST_CHARACTERS;
  }

  private text(): string {
    return this.lines.map(({ text }) => text).join('');
  }

  private async rewrite(): Promise<void> {
    await writeFileAtomically(this.path, [new TextEncoder().encode(this.text())]);
  }
}

/** The looks inside a run, in order; none where there were none. */
export async function readWatchLog(run: string): Promise<WatchRecord[]> {
  return parsed(await readText(run));
}

async function readText(run: string): Promise<string> {
  return readFile(pathOf(run), 'utf8').catch(() => '');
}

function parsed(text: string): WatchRecord[] {
  return text.split('\n').flatMap((line): WatchRecord[] => {
    try {
      return line === '' ? [] : [JSON.parse(line) as WatchRecord];
    } catch {
      // A crash may have cut off the last one.
      return [];
    }
  });
}

function pathOf(run: string): string {
  return join(run, 'watch.jsonl');
}

function toLine(record: WatchRecord): Line {
  return { step: record.step, text: `${JSON.stringify(record)}\n` };
}

/** Every second one, and the last. */
function thinned(lines: readonly Line[]): Line[] {
  return lines.filter((_, index) => index % 2 === 0 || index === lines.length - 1);
}
