/** Answers of the host about the step that is shown, asked for again when the step changes; the newest question wins. */
import { useEffect, useState } from 'react';
import type { ElementFormula } from '../../engine/explain/element-formula';
import type { TraceRequest } from '../../engine/shell/protocol/trace';
import { sentence } from '../../engine/core/diagnostic';
import { shell } from '../shell/connection';
import { useDebugger } from './debugger-store';
import { inWords } from './follow-trace';

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

export interface ReadPage {
  readonly name: string;
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  readonly first: number;
  readonly numbers: Float64Array;
}

/** Numbers of one value, row-major from `first`. */
export function useNumbers(name: string | undefined, first: number, count: number): Asked<ReadPage> {
  return useAsked(name && `${name} ${first} ${count}`, async (client, request) => {
    const { values, ...page } = await client.request('network.traceValues', { ...request, name: name!, first, count });
    // The bytes may begin anywhere in what the message came in.
    return { ...page, numbers: new Float64Array(values.slice().buffer) };
  });
}

/** Sums of more `terms` are shortened in the middle. */
export function useFormula(element: string | undefined, through: boolean, terms?: number): Asked<{ readonly formula?: ElementFormula }> {
  return useAsked(element && `${element} ${through} ${terms ?? ''}`, (client, request) => client.request('network.traceFormula', { ...request, element: element!, through, ...(terms !== undefined && { terms }) }));
}
