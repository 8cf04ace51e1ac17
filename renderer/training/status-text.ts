/** What a run is doing, in words. */
import { sentence } from '../../engine/core/diagnostic';
import { formatCount } from '../network/text';
import type { RunStoreState } from '../store/run-store';
import { durationText } from './number-text';

type Status = Pick<RunStoreState, 'run' | 'lastStep' | 'done' | 'wish' | 'failure' | 'held' | 'engine'>;

export function statusText({ run, lastStep, done, wish, failure, held, engine }: Status): string {
  if (wish === 'start' || run?.state === 'starting') return 'Opening the data and compiling the network…';
  if (wish === 'resume') return 'Opening the data and the last checkpoint…';
  if (!run) return '';
  const epoch = `epoch ${formatCount(Math.min(lastStep?.epoch ?? run.epoch, run.epochs))} of ${formatCount(run.epochs)}`;
  switch (run.state) {
    case 'running':
      if (engine.state !== 'ready') return 'The engine is being started again.';
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

/** The line of the export: the file that was made, and that it was compared with the network. */
function doneText({ epochs, stoppedEarly, bestEpoch, model }: NonNullable<Status['done']>): string {
  const early = stoppedEarly ? ` Stopped early; the best epoch was ${formatCount(bestEpoch)}.` : '';
  const difference = model.maxAbsDiff === 0 ? 'answers exactly as the network' : `answers as the network, to ${model.maxAbsDiff.toExponential(0)}`;
  return `Done after ${formatCount(epochs)} epochs.${early} The ONNX file ${difference}.`;
}
