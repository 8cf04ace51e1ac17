/** One export at a time, with what came of it. */
import { useState } from 'react';
import { LoomError, sentence } from '../../engine/core/diagnostic';

export type ExportState<Result> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'writing' }
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed'; readonly sentences: readonly string[] };

/** `Choice` is what `run` is told beyond what stands in the form. */
export function useExport<Result, Choice = void>(write: (choice: Choice) => Promise<Result>) {
  const [state, setState] = useState<ExportState<Result>>({ kind: 'idle' });
  const run = async (choice: Choice): Promise<void> => {
    if (state.kind === 'writing') return;
    setState({ kind: 'writing' });
    try {
      setState({ kind: 'done', result: await write(choice) });
    } catch (error) {
      setState({ kind: 'failed', sentences: error instanceof LoomError ? error.diagnostics.map(sentence) : [error instanceof Error ? error.message : String(error)] });
    }
  };
  return { state, run: (choice: Choice) => void run(choice), forget: () => setState({ kind: 'idle' }) };
}
