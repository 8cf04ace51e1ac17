/** Keeps the traced step up to date while the panel is in sight. One question at a time; what changes meanwhile is asked about next. */
import { LoomError, problem, type Diagnostic } from '../../engine/core/diagnostic';
import type { ShellClient } from '../../engine/shell/client';
import { useModelChoice } from '../maps/model-choice';
import { shell } from '../shell/connection';
import { useShell } from '../shell/shell-store';
import { useData } from '../store/data-store';
import { useDocument } from '../store/document-store';
import { useRun } from '../store/run-store';
import { useSample } from '../store/sample-store';
import { showTrace, useDebugger } from './debugger-store';
import { isSameForTraces, traceQuestion } from './question';

type Host = Pick<ShellClient, 'request'>;

const SETTLED_MS = 200;
/** Numbers of each value that come with the list: enough to be shown on boxes. */
const MOST_LISTED = 8;

let isAsking = false;
let isWanted = false;

/** Asks for the step of this moment as soon as the last question is answered. */
export function retrace(host: Host | undefined = shell()): void {
  isWanted = true;
  if (!isAsking && host) void askOn(host);
}

async function askOn(host: Host): Promise<void> {
  isAsking = true;
  useDebugger.setState({ isTracing: true });
  while (isWanted) {
    isWanted = false;
    await askOnce(host);
  }
  isAsking = false;
  useDebugger.setState({ isTracing: false });
}

async function askOnce(host: Host): Promise<void> {
  const { isOpen, network, history } = useDocument.getState();
  if (!isOpen) return;
  try {
    const errors = network.problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new LoomError([problem('network-unfinished', 'The network can be stepped through once it has no problems.', { remedy: 'Solve what the Problems panel lists.' })]);
    const request = traceQuestion();
    const trace = await host.request('network.trace', { ...request, most: MOST_LISTED });
    if (useDocument.getState().history.steps[0] === history.steps[0]) showTrace(trace, request);
  } catch (error) {
    useDebugger.setState({ problem: inWords(error) });
  }
}

export function inWords(error: unknown): Diagnostic {
  if (error instanceof LoomError && error.diagnostics[0]) return error.diagnostics[0];
  return problem('no-trace', `The step could not be traced: ${error instanceof Error ? error.message : String(error)}.`, { remedy: 'Choose another sample, or try again.' });
}

/** From now on; the result ends it. */
export function followTraces(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => retrace(), SETTLED_MS);
  };
  useDebugger.setState({ isShown: true });
  retrace();
  const ends = [
    useDocument.subscribe((now, before) => {
      if (now.document !== before.document && !isSameForTraces(now.document, before.document)) soon();
    }),
    useSample.subscribe((now, before) => {
      if (now.sample !== before.sample) soon();
    }),
    useData.subscribe((now, before) => {
      if (now.request !== before.request || now.state !== before.state) soon();
    }),
    useModelChoice.subscribe(soon),
    useRun.subscribe((now, before) => {
      if (now.run?.run !== before.run?.run || now.document !== before.document || now.checkpointAt !== before.checkpointAt || now.done !== before.done) soon();
    }),
    useShell.subscribe((now, before) => {
      if (now.connection !== before.connection && now.connection === 'open') soon();
    }),
    useDebugger.subscribe((now, before) => {
      if (now.mode !== before.mode || now.update !== before.update || now.labels !== before.labels || (now.given !== before.given && (before.given !== undefined || now.trace !== undefined))) soon();
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const end of ends) end();
    useDebugger.setState({ isShown: false });
  };
}
