import { useEffect } from 'react';
import { useRun } from '../../store/run-store';
import { useTrainingPanel } from '../panel-store';
import { readAnswers, useAnswers } from './answers-store';

/** The answers of the shown run, kept up to date with its checkpoints for as long as the component is there. */
export function useLiveAnswers(): ReturnType<typeof useAnswers.getState> {
  const run = useRun((state) => state.run?.run);
  const isDone = useRun((state) => state.run?.state === 'done');
  const checkpointAt = useRun((state) => state.checkpointAt);
  const output = useTrainingPanel((state) => state.output);
  useEffect(() => void readAnswers(), [run, isDone, checkpointAt, output]);
  return useAnswers();
}
