/** Training in the engine with a person at the terminal: shows it, and stops it on Ctrl-C. */
import type { Engine, EngineRequest } from '../worker/client';
import type { RunResult } from '../worker/protocol';
import type { RunOptions } from '../run/training-run';
import { EXIT, Interrupted } from './failures';
import type { Terminal } from './terminal';
import type { TrainingView } from './training-view';

export type RunRequest = { readonly operation: 'train'; readonly input: RunOptions } | { readonly operation: 'resume'; readonly input: { readonly run: string } };

/** Follows a run to its end. Throws Interrupted where it was stopped by Ctrl-C. */
export async function followRun(engine: Engine, { operation, input }: RunRequest, view: TrainingView, terminal: Terminal): Promise<RunResult> {
  const onEvent = { onEvent: view.show.bind(view) };
  const request = operation === 'train' ? engine.request(operation, input, onEvent) : engine.request(operation, input, onEvent);
  const interrupt = interruptible(engine, request, terminal);
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    const result = await request.result;
    if (result.outcome === 'stopped') throw new Interrupted();
    return result;
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    terminal.clearStatus();
  }
}

/** The first time stops at the next step, the second time does not wait for it. */
function interruptible(engine: Engine, request: EngineRequest<'train' | 'resume'>, terminal: Terminal): () => void {
  let asked = false;
  return () => {
    if (asked) {
      terminal.clearStatus();
      void engine.kill().finally(() => process.exit(EXIT.interrupted));
      return;
    }
    asked = true;
    terminal.clearStatus();
    process.stderr.write('Stopping after this step; press Ctrl-C again to quit at once.\n');
    request.stop();
  };
}
