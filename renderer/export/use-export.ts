/** One export at a time, with what came of it. */
import { useState } from 'react';
import { LoomError, sentence } from '../../engine/core/diagnostic';

export type ExportState<Result> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'writing' }
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed'; readonly sentences: readonly string[] };

export function useExport<Result>(write: () => Promise<Result>) {
  const [state, setState] = useState<ExportState<Result>>({ kind: 'idle' });
  const run = async (): Promise<void> => {
    if (state.kind === 'writing') return;
    setState({ kind: 'writing' });
    try {
      setState({ kind: 'done', result: await write() });
    } catch (error) {
      setState({ kind: 'failed', sentences: error instanceof LoomError ? error.diagnostics.map(sentence) : [error instanceof Error ? error.message : String(error)] });
    }
  };
  return { state, run: () => void run(), forget: () => setState({ kind: 'idle' }) };
}
