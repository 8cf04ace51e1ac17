/** What a person does with runs: start, pause, stop, go on, look at another one. */
import { LoomError } from '../../engine/core/diagnostic';
import { DEFAULT_TRAINING } from '../../engine/run/default-training';
import { packDocument, unpackDocument } from '../../engine/shell/document-payload';
import type { RunSummary } from '../../engine/shell/protocol/runs';
import { formatCount } from '../network/text';
import { report, shell } from '../shell/connection';
import { startDraft } from '../shell/drafts';
import { dataRequest } from '../store/data-request';
import { openDocument, useDocument } from '../store/document-store';
import { thinned } from '../store/run-history';
import { activeRun, NO_RUN, useRun, type RunWish } from '../store/run-store';
import { notify, openPlace } from '../store/session-store';
import { machineChoice } from './machine-choice';
import { withFork, type ForkChoice } from './run-list/fork-fields';

/** Trains the open network as it is now. Commands check beforehand that there are data and no problems. */
export async function startTraining(): Promise<void> {
  const { document } = useDocument.getState();
  const data = dataRequest(document);
  if (!data) return;
  await wishing('start', async () => {
    const { backend, threads } = machineChoice();
    const { run } = await shell()!.request('run.start', { ...data, document: packDocument(document), backend, threads });
    await showRun(run);
  });
}

/** From the last checkpoint. `unasked` after the engine died: then it says from where it goes on. */
export async function resumeRun(run: string, { unasked = false } = {}): Promise<void> {
  await wishing('resume', async () => {
    try {
      await shell()!.request('run.resume', { run });
    } catch (error) {
      // Another window was quicker.
      if (!unasked || !isUnderWayError(error)) throw error;
    }
    await showRun(run);
    const step = useRun.getState().start?.step;
    if (unasked) notify(step === undefined ? 'The engine stopped; the run goes on.' : `The engine stopped; going on from the checkpoint at step ${formatCount(step)}.`);
  });
}

/** A new run on the network and data of another one, which begins with its weights. */
export async function forkRun(run: string, checkpoint: string, choice: ForkChoice): Promise<void> {
  const { document } = useRun.getState();
  if (!document) return;
  const forked = { ...document, training: withFork(document.training ?? DEFAULT_TRAINING, choice) };
  await wishing('start', async () => {
    const started = await shell()!.request('run.fork', { run, checkpoint, document: packDocument(forked) });
    await showRun(started.run);
  });
}

export async function describeRun(run: string, notes: { readonly title?: string; readonly note?: string }): Promise<void> {
  await shell()!.request('run.describe', { run, ...notes }).catch(report);
}

/** To the trash, from where it can be taken back. */
export async function removeRun({ run, title }: RunSummary): Promise<void> {
  try {
    const { trashed } = await shell()!.request('run.remove', { run });
    if (useRun.getState().run?.run === run) useRun.setState(NO_RUN);
    notify(`Deleted ${title}.`, 'info', { title: 'Undo', run: () => void shell()!.request('run.restore', { trashed }).catch(report) });
  } catch (error) {
    report(error);
  }
}

export const pauseRun = (): Promise<void> => steer('pause');
export const continueRun = (): Promise<void> => steer('continue');
/** Resolves when its checkpoint is written. */
export const stopRun = (): Promise<void> => steer('stop');

async function steer(action: 'pause' | 'continue' | 'stop'): Promise<void> {
  const active = activeRun(useRun.getState());
  if (active) await wishing(action, () => shell()!.request(`run.${action}`, { run: active.run }));
}

/** The run that was asked for last: an answer that comes late must not take its place. */
let wanted: string | undefined;

/** Shows a run, whether it trains or not. Returns whether it is shown now. */
export async function showRun(run: string): Promise<boolean> {
  wanted = run;
  try {
    const attached = await shell()!.request('run.attach', { run });
    if (wanted !== run) return false;
    useRun.setState({
      run: attached.summary,
      document: unpackDocument(attached.document, attached.summary.title).document,
      start: attached.start,
      lastStep: attached.lastStep,
      history: thinned(attached.history),
      warnings: attached.warnings,
      failure: undefined,
      done: undefined,
      held: undefined,
      features: undefined,
      checkpointAt: attached.checkpointAt,
    });
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}

/** Opens the network of the shown run as it was when it started. */
export function openRunDocument({ onlyIfNothingIsOpen = false } = {}): void {
  const { document } = useRun.getState();
  if (!document || (onlyIfNothingIsOpen && useDocument.getState().isOpen)) return;
  openPlace([]);
  startDraft();
  openDocument(document);
}

/** One wish at a time; what goes wrong is shown. */
async function wishing(wish: RunWish, work: () => Promise<unknown>): Promise<void> {
  if (useRun.getState().wish !== undefined) return;
  useRun.setState({ wish });
  try {
    await work();
  } catch (error) {
    report(error);
  } finally {
    useRun.setState({ wish: undefined });
  }
}

function isUnderWayError(error: unknown): boolean {
  return error instanceof LoomError && error.diagnostics.some(({ code }) => code === 'run-under-way');
}
