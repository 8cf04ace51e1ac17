/** Answers of the host about the step that is shown, asked for again when the step changes; the newest question wins. */
import { useEffect, useState } from 'react';
import type { ElementFormula } from '../../engine/explain/element-formula';
import type { TraceRequest } from '../../engine/shell/protocol/trace';
import { sentence } from '../../engine/core/diagnostic';
import { shell } from '../shell/connection';
import { useDebugger } from './debugger-store';
import { inWords } from './follow-trace';
import { askAhead, askFormula, askNumbers, type ReadPage } from './step-answers';

export interface Asked<T> {
  /** The last answer, also while the next one is on its way, so that nothing flickers. */
  readonly answer: T | undefined;
  readonly problem: string | undefined;
}

type Client = NonNullable<ReturnType<typeof shell>>;

/** `key` tells one question from the next; nothing is asked without one. */
export function useAsked<T>(key: string | undefined, ask: (client: Client, request: TraceRequest) => Promise<T>): Asked<T> {
  const [known, setKnown] = useState<Asked<T>>({ answer: undefined, problem: undefined });
  const trace = useDebugger((state) => state.trace);
  useEffect(() => {
    const client = shell();
    const { request } = useDebugger.getState();
    if (key === undefined || !client || !request) return setKnown({ answer: undefined, problem: undefined });
    let isOld = false;
    ask(client, request).then(
      (answer) => {
        if (!isOld) setKnown({ answer, problem: undefined });
      },
      (error: unknown) => {
        if (!isOld) setKnown({ answer: undefined, problem: sentence(inWords(error)) });
      },
    );
    return () => {
      isOld = true;
    };
    // The question is told by its key.
  }, [key, trace]);
  return known;
}

/** Numbers of one value, row-major from `first`. */
export function useNumbers(name: string | undefined, first: number, count: number): Asked<ReadPage> {
  return useAsked(name && `${name} ${first} ${count}`, (client, request) => askNumbers(client, request, name!, first, count));
}

/** Sums of more `terms` are shortened in the middle. */
export function useFormula(element: string | undefined, through: boolean, terms?: number): Asked<{ readonly formula?: ElementFormula }> {
  return useAsked(element && `${element} ${through} ${terms ?? ''}`, (client, request) => askFormula(client, request, element!, through, terms));
}

/** What the next stops show is asked for behind the questions of this one. */
export function useAskAhead(through: boolean): void {
  const trace = useDebugger((state) => state.trace);
  const at = useDebugger((state) => state.at);
  const grain = useDebugger((state) => state.grain);
  useEffect(() => {
    const client = shell();
    const { request, stops } = useDebugger.getState();
    if (client && trace && request) askAhead(client, { trace, request, stops, at, grain }, through);
  }, [trace, at, grain, through]);
}
