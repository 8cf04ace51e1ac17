/** What the chosen model takes and answers, asked for whenever another one is chosen or the network changes. */
import { useEffect, useState } from 'react';
import { LoomError } from '../../engine/core/diagnostic';
import type { ModelSignature } from '../../engine/run/signature';
import { chosenModel, isSameForLooks, useModelChoice } from '../maps/model-choice';
import { report, shell } from '../shell/connection';
import { useDocument } from '../store/document-store';
import { useRun } from '../store/run-store';

const SETTLED_MS = 300;

export interface KnownSignature {
  readonly signature: ModelSignature | undefined;
  /** Why it is not known. */
  readonly problem: string | undefined;
}

export function useSignature(): KnownSignature {
  const [known, setKnown] = useState<KnownSignature>({ signature: undefined, problem: undefined });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asked = 0;
    const ask = async (): Promise<void> => {
      const turn = ++asked;
      try {
        const signature = await shell()?.request('network.describe', { from: chosenModel() });
        if (turn === asked && signature) setKnown((before) => (JSON.stringify(before.signature) === JSON.stringify(signature) ? { signature: before.signature, problem: undefined } : { signature, problem: undefined }));
      } catch (error) {
        if (turn !== asked) return;
        if (error instanceof LoomError) setKnown({ signature: undefined, problem: error.diagnostics[0]?.message });
        else report(error);
      }
    };
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), SETTLED_MS);
    };
    void ask();
    const ends = [
      useDocument.subscribe((now, before) => {
        if (!isSameForLooks(now.document, before.document)) soon();
      }),
      useModelChoice.subscribe(soon),
      useRun.subscribe((now, before) => {
        if (now.document !== before.document) soon();
      }),
    ];
    return () => {
      asked = Infinity;
      clearTimeout(timer);
      for (const end of ends) end();
    };
  }, []);
  return known;
}
