import { useEffect } from 'react';
import { create } from 'zustand';
import type { BuiltinSummary } from '../../engine/shell/protocol/data';
import { report, shell } from '../shell/connection';

/** They never change while the application runs, so they are asked for once. */
const useKnown = create<{ readonly builtins: readonly BuiltinSummary[] }>(() => ({ builtins: [] }));
let isAsked = false;

/** The generators of the host; none until it has answered. */
export function useBuiltins(): readonly BuiltinSummary[] {
  const builtins = useKnown((state) => state.builtins);
  useEffect(() => {
    if (isAsked) return;
    isAsked = true;
    shell()!
      .request('data.builtins', {})
      .then((found) => useKnown.setState({ builtins: found }))
      .catch((error: unknown) => {
        isAsked = false;
        report(error);
      });
  }, []);
  return builtins;
}
