/** Answers of runs row by row, kept as long as the run has not learned more: a person opens many cells of one matrix. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answers } from '../../run/answers';
import { listCheckpoints } from '../../run/checkpoint';
import type { AnswersRequest } from '../protocol/runs';
import type { Engines } from './engines';

/** Kept at the same time: a few runs that are compared. */
const KEPT = 4;

export class RunAnswers {
  private readonly kept = new Map<string, Promise<Answers>>();

  constructor(private readonly engines: Engines) {}

  async ask({ run, part, output }: AnswersRequest): Promise<Answers> {
    const key = JSON.stringify([run, part, output, await weightsOf(run)]);
    const known = this.kept.get(key);
    if (known) return known;
    // One thread: a run may be training beside it.
    const asked = this.engines.ask('answers', { run, part, ...(output !== undefined && { output }), threads: 1 });
    this.kept.set(key, asked);
    asked.catch(() => this.kept.delete(key));
    for (const oldest of this.kept.keys()) if (this.kept.size > KEPT) this.kept.delete(oldest);
    return asked;
  }
}

/** Which weights would answer now. */
async function weightsOf(run: string): Promise<string> {
  const final = await stat(join(run, 'weights.safetensors')).catch(() => undefined);
  if (final) return `final ${final.mtimeMs}`;
  const [newest] = await listCheckpoints(run);
  return newest ? `${newest.name} ${newest.savedAt}` : 'none';
}
