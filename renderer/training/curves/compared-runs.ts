/** The logs of runs that are laid over the shown one. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { RunSummary } from '../../../engine/shell/protocol/runs';
import type { LogLine } from '../../../engine/run/metrics-log';
import { report, shell } from '../../shell/connection';
import { thinned } from '../../store/run-history';
import { useRun } from '../../store/run-store';
import { useTrainingPanel } from '../panel-store';

export interface ComparedRun {
  readonly summary: RunSummary;
  readonly history: readonly LogLine[];
}

const useLogs = create<{ readonly logs: ReadonlyMap<string, readonly LogLine[]> }>(() => ({ logs: new Map() }));

/** Those whose log is here, in the order in which they were chosen, without the shown run. */
export function useComparedRuns(): readonly ComparedRun[] {
  const compared = useTrainingPanel((state) => state.compared);
  const list = useRun((state) => state.list);
  const shown = useRun((state) => state.run?.run);
  const logs = useLogs((state) => state.logs);
  useEffect(() => {
    for (const run of compared) if (!useLogs.getState().logs.has(run)) void load(run);
  }, [compared]);
  return compared.flatMap((run) => {
    const summary = list.find((one) => one.run === run);
    const history = logs.get(run);
    return summary && history && run !== shown ? [{ summary, history }] : [];
  });
}

async function load(run: string): Promise<void> {
  try {
    const history = thinned(await shell()!.request('run.history', { run }));
    useLogs.setState(({ logs }) => ({ logs: new Map(logs).set(run, history) }));
  } catch (error) {
    useTrainingPanel.setState(({ compared }) => ({ compared: compared.filter((one) => one !== run) }));
    report(error);
  }
}
