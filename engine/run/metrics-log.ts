/**
 * The history of a run, one JSON object a line. Lines carry their step; resuming cuts the log back to its checkpoint, so
 * that what is done again is not told twice.
 */
import { appendFile, readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../files/atomic-write';
import { explaining } from '../files/file-problem';
import type { EpochEvent } from './trainer';
import type { TrainingState } from './training-state';

export interface LoggedStep {
  readonly event: 'step';
  readonly step: number;
  readonly epoch: number;
  readonly loss: number;
  readonly rate: number;
}

export type LogLine = LoggedStep | EpochEvent;

export class MetricsLog {
  private pending = '';
  private readonly path: string;

  constructor(run: string) {
    this.path = join(run, 'metrics.jsonl');
  }

  add(line: LogLine): void {
    this.pending += `${JSON.stringify(line)}\n`;
  }

  async flush(): Promise<void> {
    if (this.pending === '') return;
    const text = this.pending;
    this.pending = '';
    const size = await stat(this.path).then((info) => info.size, () => 0);
    try {
      await explaining(this.path, 'written', () => appendFile(this.path, text));
    } catch (error) {
      // On a full disk a part may stand there; the next attempt writes it whole.
      await truncate(this.path, size).catch(() => undefined);
      this.pending = text + this.pending;
      throw error;
    }
  }

  /** Drops lines that `state` has not reached, and a last line that a crash cut off. */
  async cutBackTo(state: TrainingState): Promise<void> {
    const kept = (await readLog(this.path)).filter((line) => line.step <= state.step && (line.event === 'step' || line.epoch <= state.epoch));
    const text = kept.map((line) => `${JSON.stringify(line)}\n`).join('');
    await writeFileAtomically(this.path, [new TextEncoder().encode(text)]);
  }
}

/** The lines of a run's log, or none where it has not begun. */
export async function readRunLog(run: string): Promise<LogLine[]> {
  return readLog(join(run, 'metrics.jsonl'));
}

async function readLog(path: string): Promise<LogLine[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line): LogLine[] => {
    try {
      return line === '' ? [] : [JSON.parse(line) as LogLine];
    } catch {
      return [];
    }
  });
}
