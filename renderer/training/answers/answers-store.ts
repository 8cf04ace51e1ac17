/** What the shown run answers for each sample, asked for when somebody looks, and the samples that are opened. */
import { create } from 'zustand';
import type { Answers } from '../../../engine/run/answers';
import { LoomError, sentence } from '../../../engine/core/diagnostic';
import { shell } from '../../shell/connection';
import { useRun } from '../../store/run-store';
import { useTrainingPanel } from '../panel-store';
import { lastEpochOf } from '../curves/curve-metrics';
import type { Cell } from './confusion-matrix';

interface AnswersState {
  readonly state: 'none' | 'reading' | 'ready' | 'failed';
  readonly answers: Answers | undefined;
  /** The run they are of, and the checkpoint as far as the window knows it. */
  readonly key: string;
  readonly failure: string | undefined;
  /** The cell of the matrix whose samples are shown. */
  readonly cell: Cell | undefined;
}

export const useAnswers = create<AnswersState>(() => ({ state: 'none', answers: undefined, key: '', failure: undefined, cell: undefined }));

/** Asks anew where the run has written another checkpoint since. */
export async function readAnswers(): Promise<void> {
  const { run, start, history, checkpointAt } = useRun.getState();
  if (!run) return useAnswers.setState({ state: 'none', answers: undefined, key: '', failure: undefined });
  const epoch = lastEpochOf(history);
  const hasValidation = start ? start.rows.validation > 0 : epoch ? epoch.validation !== undefined : run.data.split.validation > 0;
  const part = hasValidation ? 'validation' : 'train';
  const { output } = useTrainingPanel.getState();
  const key = JSON.stringify([run.run, run.state === 'done', checkpointAt, part, output]);
  const before = useAnswers.getState();
  if (before.key === key && before.state !== 'failed') return;
  const isSameRun = before.answers !== undefined && JSON.parse(before.key)[0] === run.run;
  useAnswers.setState({ key, state: 'reading', failure: undefined, ...(!isSameRun && { answers: undefined }) });
  try {
    const answers = await shell()!.request('run.answers', { run: run.run, part, ...(output !== undefined && { output }) });
    if (useAnswers.getState().key === key) useAnswers.setState({ state: 'ready', answers });
  } catch (error) {
    const failure = error instanceof LoomError ? error.diagnostics.map(sentence).join(' ') : String(error);
    if (useAnswers.getState().key === key) useAnswers.setState({ state: 'failed', failure });
  }
}

export function openCell(cell: Cell | undefined): void {
  useAnswers.setState({ cell });
  if (cell) void readAnswers();
}
