/** Keeps the traced step up to date while the panel is in sight. */
import { LoomError, problem, type Diagnostic } from '../../engine/core/diagnostic';
import { askLatest, whyUnanswered } from '../maps/ask-latest';
import { followSubject } from '../maps/follow-subject';
import { shell } from '../shell/connection';
import { useDocument } from '../store/document-store';
import { showTrace, useDebugger } from './debugger-store';
import { isSameForTraces, traceQuestion } from './question';

/** Numbers of each value that come with the list: enough to be shown on boxes. */
const MOST_LISTED = 8;

/** Asks for the step of this moment as soon as the last question is answered. */
export const retrace = askLatest(askOnce, (isTracing) => useDebugger.setState({ isTracing }));

async function askOnce(): Promise<void> {
  const { isOpen, network, history } = useDocument.getState();
  const host = shell();
  if (!host || !isOpen) return;
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
  return whyUnanswered(error, { code: 'no-trace', sentence: 'The step could not be traced', remedy: 'Choose another sample, or try again.' });
}

/** From now on; the result ends it. */
export function followTraces(): () => void {
  useDebugger.setState({ isShown: true });
  const end = followSubject(retrace, isSameForTraces, (soon) =>
    useDebugger.subscribe((now, before) => {
      if (now.mode !== before.mode || now.update !== before.update || now.labels !== before.labels || (now.given !== before.given && (before.given !== undefined || now.trace !== undefined))) soon();
    }),
  );
  return () => {
    end();
    useDebugger.setState({ isShown: false });
  };
}
