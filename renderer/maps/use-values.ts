/** Whole values of the host, asked for again when the sample or the weights change; the newest question wins. */
import { useEffect, useState } from 'react';
import { LoomError } from '../../engine/core/diagnostic';
import type { LookValues } from '../../engine/run/look';
import { shell } from '../shell/connection';
import { useMaps } from './maps-store';

export interface KnownValues {
  readonly values: LookValues | undefined;
  readonly problem: string | undefined;
}

export type ValuesQuestion = { readonly path: string; readonly port: string; readonly first: number; readonly count: number } | { readonly key: string; readonly first: number; readonly count: number };

export function useValues(question: ValuesQuestion): KnownValues {
  const [known, setKnown] = useState<KnownValues>({ values: undefined, problem: undefined });
  const look = useMaps((state) => state.look);
  const text = JSON.stringify(question);
  useEffect(() => {
    let isOld = false;
    const asked = useMaps.getState().question;
    if (!asked || 'model' in asked.from) return setKnown({ values: undefined, problem: 'There is nothing to look at yet.' });
    const place = JSON.parse(text) as ValuesQuestion;
    const answer = 'key' in place ? shell()?.request('network.tensor', { ...place, from: asked.from }) : shell()?.request('network.lookAt', { ...place, from: asked.from, sample: asked.sample });
    answer?.then(
      (values) => {
        if (!isOld) setKnown({ values, problem: undefined });
      },
      (error: unknown) => {
        if (!isOld) setKnown({ values: undefined, problem: error instanceof LoomError ? (error.diagnostics[0]?.message ?? '') : String(error) });
      },
    );
    return () => {
      isOld = true;
    };
  }, [text, look]);
  return known;
}
