/**
 * The first formula of an op takes several times as long as later ones: the JavaScript engine has not yet compiled what writes it.
 * So one of each op is written in the pause after a step was opened, when nobody waits. A process has to do so once.
 */
import { setImmediate, setTimeout } from 'node:timers/promises';
import { valuesNeeded } from '../explain/element-formula';
import type { TraceRun } from './trace-run';

/** The first questions about a step come right after it was opened, and go first. */
const PAUSE_MS = 100;

export class TracePractice {
  private readonly ops = new Set<string>();

  /** Other questions come between two formulas. Resolves with the ops that were new; computes no values that are not there. */
  async with(run: TraceRun): Promise<readonly string[]> {
    const written: string[] = [];
    await setTimeout(PAUSE_MS);
    const { values } = run.graphs;
    for (const entry of values.entries) {
      const { source, traced } = entry;
      if (source.kind === 'feed' || !traced.isNamed || this.ops.has(source.node.op)) continue;
      if (!valuesNeeded(values, entry, true).every((name) => run.isKept(name))) continue;
      this.ops.add(source.node.op);
      await run.formula(entry, run.loaded(traced.name).shape.map(() => 0), { through: true });
      written.push(source.node.op);
      await setImmediate();
    }
    return written;
  }
}
