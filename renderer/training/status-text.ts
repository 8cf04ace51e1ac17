/** What a run is doing, in words. */
import { sentence } from '../../engine/core/diagnostic';
import { formatCount } from '../network/text';
import type { RunStoreState } from '../store/run-store';
import { durationText } from './number-text';

type Status = Pick<RunStoreState, 'run' | 'lastStep' | 'done' | 'wish' | 'failure' | 'held' | 'features' | 'engine'>;

export function statusText({ run, lastStep, done, wish, failure, held, features, engine }: Status): string {
  if (wish === 'start' || run?.state === 'starting') return 'Opening the data and compiling the network…';
  if (wish === 'resume') return 'Opening the data and the last checkpoint…';
  if (!run) return '';
  const epoch = `epoch ${formatCount(Math.min(lastStep?.epoch ?? run.epoch, run.epochs))} of ${formatCount(run.epochs)}`;
  switch (run.state) {
    case 'running':
      if (engine.state !== 'ready') return 'The engine is being started again.';
      if (features) return `Computing the frozen part once: ${formatCount(features.done)} of ${formatCount(features.rows)} samples…`;
      return lastStep ? `${epoch} · ${durationText(lastStep.progress.secondsLeft)} left` : `${epoch} · first step…`;
    case 'paused':
      return held ? sentence(held) : `Paused in ${epoch}.`;
    case 'stopping':
      return 'Stopping; a checkpoint is being written…';
    case 'unfinished':
      return failure ? 'Broken off. Nothing up to the last checkpoint is lost.' : `Stopped after ${formatCount(run.epoch)} of ${formatCount(run.epochs)} epochs.`;
    case 'done':
      return done ? doneText(done) : `Done after ${formatCount(run.epoch)} epochs.`;
    default:
      return epoch;
  }
}

function doneText({ epochs, stoppedEarly, bestEpoch }: NonNullable<Status['done']>): string {
  return stoppedEarly ? `Stopped early after ${formatCount(epochs)} epochs; the best was ${formatCount(bestEpoch)}.` : `Done after ${formatCount(epochs)} epochs.`;
}

/** How far the answers of the exported file are from those of the network. */
export function equalityText({ model: { maxAbsDiff } }: NonNullable<Status['done']>): string {
  return maxAbsDiff === 0 ? 'equal' : `equal to ${maxAbsDiff.toExponential(0)}`;
}
