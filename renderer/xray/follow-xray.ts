/** Keeps the X-ray up to date while the panel is in sight. */
import { LoomError, problem, type Diagnostic } from '../../engine/core/diagnostic';
import { askLatest, whyUnanswered } from '../maps/ask-latest';
import { followSubject } from '../maps/follow-subject';
import { isSameForLooks } from '../maps/model-choice';
import { shell } from '../shell/connection';
import { useDocument } from '../store/document-store';
import { xrayQuestion } from './question';
import { readXray } from './read-xray';
import { showXray, useXray } from './xray-store';

/** Asks about the frame of this moment as soon as the last question is answered. */
export const askXray = askLatest(askOnce, (isAsking) => useXray.setState({ isAsking }));

async function askOnce(): Promise<void> {
  const { isOpen, network, history } = useDocument.getState();
  const host = shell();
  if (!host || !isOpen) return;
  try {
    if (network.problems.some(({ severity }) => severity === 'error')) throw new LoomError([problem('network-unfinished', 'The network can be X-rayed once it has no problems.', { remedy: 'Solve what the Problems panel lists.' })]);
    const answer = await host.request('network.xray', xrayQuestion());
    if (useDocument.getState().history.steps[0] === history.steps[0]) showXray(readXray(answer));
  } catch (error) {
    useXray.setState({ problem: inWords(error), read: undefined });
  }
}

export function inWords(error: unknown): Diagnostic {
  return whyUnanswered(error, { code: 'no-xray', sentence: 'The frame could not be looked through', remedy: 'Choose another frame, or try again.' });
}

/** From now on; the result ends it. */
export function followXray(): () => void {
  useXray.setState({ isShown: true });
  const end = followSubject(askXray, isSameForLooks, (soon) =>
    useXray.subscribe((now, before) => {
      if (now.head !== before.head) soon();
    }),
  );
  return () => {
    end();
    useXray.setState({ isShown: false });
  };
}
