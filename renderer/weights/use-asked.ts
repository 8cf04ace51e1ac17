import { useEffect, useState } from 'react';
import { LoomError, sentence } from '../../engine/core/diagnostic';

export interface Asked<T> {
  readonly answer: T | undefined;
  readonly problem: string | undefined;
}

/** Asks again when `key` changes; the newest question wins, and until it is answered the last answer stays. */
export function useAsked<T>(key: string, ask: () => Promise<T>): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>({ answer: undefined, problem: undefined });
  useEffect(() => {
    let isWanted = true;
    ask().then(
      (answer) => isWanted && setAsked({ answer, problem: undefined }),
      (error: unknown) => isWanted && setAsked({ answer: undefined, problem: error instanceof LoomError ? error.diagnostics.map(sentence).join(' ') : String(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [key]); // oxlint-disable-line react-hooks/exhaustive-deps -- `key` says all that `ask` depends on
  return asked;
}
