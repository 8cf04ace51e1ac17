import { useEffect, useState } from 'react';
import type { PruneScope } from '../../../engine/compress/prune';
import { LoomError, sentence } from '../../../engine/core/diagnostic';
import type { PruneCurve } from '../../../engine/run/compress/prune-curve';
import { shell } from '../../shell/connection';

/** What each share would cost. The curve of the other scope stays until its own is there, so that nothing jumps. */
export function usePruneCurve(run: string, scope: PruneScope): { readonly curve: PruneCurve | undefined; readonly problem: string | undefined } {
  const [found, setFound] = useState<{ readonly curve?: PruneCurve; readonly problem?: string }>({});
  useEffect(() => {
    let isWanted = true;
    shell()!.request('model.pruneCurve', { run, scope }).then(
      (curve) => isWanted && setFound({ curve }),
      (error: unknown) => isWanted && setFound({ problem: error instanceof LoomError ? error.diagnostics.map(sentence).join(' ') : String(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [run, scope]);
  return { curve: found.curve, problem: found.problem };
}
