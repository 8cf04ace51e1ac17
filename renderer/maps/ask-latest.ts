/** Questions about what a person looks at: asked one at a time, of what there is when the last one is answered. */
import { LoomError, problem, type Diagnostic } from '../../engine/core/diagnostic';

/** The function that is returned says that something has changed; whatever changes while a question is under way is asked about next, once. */
export function askLatest(ask: () => Promise<void>, onBusy: (isBusy: boolean) => void = () => undefined): () => void {
  let isAsking = false;
  let isWanted = false;
  const askOn = async (): Promise<void> => {
    isAsking = true;
    onBusy(true);
    while (isWanted) {
      isWanted = false;
      await ask();
    }
    isAsking = false;
    onBusy(false);
  };
  return () => {
    isWanted = true;
    if (!isAsking) void askOn();
  };
}

/** Why there is no answer: as the engine said it, or `what` was meant to be found. */
export function whyUnanswered(error: unknown, { code, sentence, remedy }: { readonly code: string; readonly sentence: string; readonly remedy: string }): Diagnostic {
  if (error instanceof LoomError && error.diagnostics[0]) return error.diagnostics[0];
  return problem(code, `${sentence}: ${error instanceof Error ? error.message : String(error)}.`, { remedy });
}
