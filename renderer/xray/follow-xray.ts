/** Keeps the X-ray up to date while the panel is in sight. One question at a time; what changes meanwhile is asked about next. */
import { LoomError, problem, type Diagnostic } from '../../engine/core/diagnostic';
import type { ShellClient } from '../../engine/shell/client';
import { isSameForLooks, useModelChoice } from '../maps/model-choice';
import { shell } from '../shell/connection';
import { useShell } from '../shell/shell-store';
import { useData } from '../store/data-store';
import { useDocument } from '../store/document-store';
import { useRun } from '../store/run-store';
import { useSample } from '../store/sample-store';
import { xrayQuestion } from './question';
import { readXray } from './read-xray';
import { showXray, useXray } from './xray-store';

type Host = Pick<ShellClient, 'request'>;

const SETTLED_MS = 200;

let isAsking = false;
let isWanted = false;

/** Asks about the frame of this moment as soon as the last question is answered. */
export function askXray(host: Host | undefined = shell()): void {
  isWanted = true;
  if (!isAsking && host) void askOn(host);
}

async function askOn(host: Host): Promise<void> {
  isAsking = true;
  useXray.setState({ isAsking: true });
  while (isWanted) {
    isWanted = false;
    await askOnce(host);
  }
  isAsking = false;
  useXray.setState({ isAsking: false });
}

async function askOnce(host: Host): Promise<void> {
  const { isOpen, network, history } = useDocument.getState();
  if (!isOpen) return;
  try {
    if (network.problems.some(({ severity }) => severity === 'error')) throw new LoomError([problem('network-unfinished', 'The network can be X-rayed once it has no problems.', { remedy: 'Solve what the Problems panel lists.' })]);
    const answer = await host.request('network.xray', xrayQuestion());
    if (useDocument.getState().history.steps[0] === history.steps[0]) showXray(readXray(answer));
  } catch (error) {
    useXray.setState({ problem: inWords(error), read: undefined });
  }
}

export function inWords(error: unknown): Diagnostic {
  if (error instanceof LoomError && error.diagnostics[0]) return error.diagnostics[0];
  return problem('no-xray', `The frame could not be looked through: ${error instanceof Error ? error.message : String(error)}.`, { remedy: 'Choose another frame, or try again.' });
}

/** From now on; the result ends it. */
export function followXray(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => askXray(), SETTLED_MS);
  };
  useXray.setState({ isShown: true });
  askXray();
  const ends = [
    useDocument.subscribe((now, before) => {
      if (now.document !== before.document && !isSameForLooks(now.document, before.document)) soon();
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
    useXray.subscribe((now, before) => {
      if (now.head !== before.head) soon();
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const end of ends) end();
    useXray.setState({ isShown: false });
  };
}
