/** Keeps the run store up to date with the host: events, other windows' runs, engines that die, connections that are lost. */
import { sentence } from '../../engine/core/diagnostic';
import type { RunEvent } from '../../engine/run/training-run';
import type { ShellClient } from '../../engine/shell/client';
import type { ShellEvents } from '../../engine/shell/protocol';
import type { RunSummary } from '../../engine/shell/protocol/runs';
import { shell } from '../shell/connection';
import { thinned } from '../store/run-history';
import { afterEvents, isUnderWay, useRun } from '../store/run-store';
import { notify } from '../store/session-store';
import { useMachine } from './machine-choice';
import { ResumePolicy } from './resume-policy';
import { openRunDocument, resumeRun, showRun } from './run-control';

/** Numbers on the screen change at most this often. */
const REFRESH_MS = 100;

const policy = new ResumePolicy();

export function followRuns(client: ShellClient): void {
  const queue = new EventQueue();
  client.on('run.event', ({ run, event }) => queue.add(run, event));
  client.on('run.changed', (summary) => {
    queue.flush();
    noteChange(summary);
  });
  client.on('run.removed', ({ run }) => forget(run));
  client.on('run.failed', (failed) => {
    queue.flush();
    noteFailure(failed);
  });
  client.on('engine.changed', (engine) => useRun.setState({ engine }));
  client.onState((connection) => {
    if (connection !== 'open') return;
    queue.clear();
    // A loss is shown by the state of the connection itself.
    catchUp(client).catch(() => undefined);
  });
}

/** After the start of the window, and after every loss. A run under way is shown, with its network where nothing else is open. */
async function catchUp(client: ShellClient): Promise<void> {
  const [engine, list, info] = await Promise.all([client.request('engine.status', {}), client.request('run.list', {}), client.request('app.info', {})]);
  useRun.setState({ engine, list });
  useMachine.setState({ info });
  const shown = useRun.getState().run?.run;
  const underWay = list.find(({ state }) => isUnderWay(state))?.run;
  const wanted = underWay ?? shown;
  if (wanted === undefined || !(await showRun(wanted))) return;
  if (underWay !== undefined) openRunDocument({ onlyIfNothingIsOpen: true });
}

function noteChange(summary: RunSummary): void {
  const { run, list } = useRun.getState();
  const known = list.some((one) => one.run === summary.run);
  useRun.setState({ list: known ? list.map((one) => (one.run === summary.run ? summary : one)) : [summary, ...list] });
  if (run?.run === summary.run) {
    useRun.setState({ run: summary });
    if (isUnderWay(run.state) && !isUnderWay(summary.state)) void readWholeLog(summary.run);
  }
  if (run?.run !== summary.run && isUnderWay(summary.state) && !isUnderWay(run?.state)) void showRun(summary.run);
}

/** Live, a window hears of some steps only; at the end it shows what the log has, as every later look at the run will. */
async function readWholeLog(run: string): Promise<void> {
  const history = await shell()?.request('run.history', { run }).catch(() => undefined);
  if (history && useRun.getState().run?.run === run) useRun.setState({ history: thinned(history) });
}

function forget(gone: string): void {
  useRun.setState(({ list }) => ({ list: list.filter(({ run }) => run !== gone) }));
}

function noteFailure({ run, diagnostics, resumable }: ShellEvents['run.failed']): void {
  const { run: shown, lastStep } = useRun.getState();
  if (shown?.run !== run) return;
  useRun.setState({ failure: { diagnostics, resumable } });
  // A loss that is no number would be none again: only what the engine's death broke off is worth another try.
  const wasKilled = diagnostics.some(({ code }) => code === 'engine-stopped');
  if (!resumable || !wasKilled) return notify(diagnostics.map(sentence).join(' '), 'error');
  if (!policy.shouldResume(run, lastStep?.step ?? shown.step)) {
    return notify('The engine stopped three times at the same place, so the run waits. It keeps its last checkpoint; close other programs and resume it.', 'error');
  }
  void resumeRun(run, { unasked: true });
}

/** Events of the shown run, handed on together. */
class EventQueue {
  private readonly waiting: { readonly run: string; readonly event: RunEvent }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  add(run: string, event: RunEvent): void {
    this.waiting.push({ run, event });
    this.timer ??= setTimeout(() => this.flush(), REFRESH_MS);
  }

  flush(): void {
    const shown = useRun.getState();
    const events = this.waiting.flatMap(({ run, event }) => (run === shown.run?.run ? [event] : []));
    this.clear();
    if (events.length > 0) useRun.setState(afterEvents(shown, events, Date.now()));
  }

  clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting.length = 0;
  }
}
