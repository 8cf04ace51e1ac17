import { packDocument } from '../../engine/shell/document-payload';
import type { LookFrom } from '../../engine/shell/protocol/look';
import { runFitsCanvas } from '../maps/model-choice';
import { useDocument } from '../store/document-store';
import { useRun } from '../store/run-store';
import type { WeightsSource } from './weights-store';

/** Without a choice the shown run counts where it trains what is on the canvas. */
export function usualSource(): WeightsSource {
  return useRun.getState().run && runFitsCanvas() ? 'latest' : 'canvas';
}

/** What the host is asked about. */
export function weightsFrom(source: WeightsSource): LookFrom {
  const { run } = useRun.getState();
  return source === 'canvas' || !run ? { document: packDocument(useDocument.getState().document) } : { run: run.run, weights: source };
}
