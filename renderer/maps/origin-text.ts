/** Where the weights of a look come from, in words. */
import type { Look } from '../../engine/run/look';
import { useRun } from '../store/run-store';
import { useDocument } from '../store/document-store';
import { formatCount } from '../network/text';
import { useMaps } from './maps-store';
import { runFitsCanvas, useModelChoice } from './model-choice';

export function originText(origin: Look['origin']): string {
  switch (origin.kind) {
    case 'untrained':
      return 'untrained weights';
    case 'given':
      return 'weights of the document';
    case 'checkpoint':
      return `trained to step ${formatCount(origin.step)}`;
    case 'best':
      return `best, epoch ${origin.epoch}`;
    case 'final':
      return 'trained weights';
    case 'file':
      return 'exported file';
  }
}

/** Why these weights and no others. */
export function useOriginNote(): string {
  const origin = useMaps((state) => state.look?.origin);
  const choice = useModelChoice((state) => state.choice);
  const run = useRun((state) => state.run);
  useRun((state) => state.document);
  useDocument((state) => state.network);
  if (choice.kind === 'run') return `Weights of the run “${choice.title}”, as chosen in the Predict panel.`;
  if (choice.kind === 'file') return 'Answers of an exported file, as chosen in the Predict panel. What happens inside it is not shown.';
  if (origin?.kind === 'given') return 'Every weight stands in the document, as it came or was set by hand.';
  if (origin?.kind !== 'untrained' && run) return `Weights of the run “${run.title}”. They follow its checkpoints.`;
  if (run && !runFitsCanvas()) return `The canvas is not the network of the run “${run.title}”, so the maps show the weights that training would start from.`;
  return run ? `The run “${run.title}” has written no checkpoint yet; these are the weights it started from.` : 'Nothing is trained yet: these are the weights that training would start from.';
}
