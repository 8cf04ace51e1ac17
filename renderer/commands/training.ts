import { formatCount } from '../network/text';
import { useShell } from '../shell/shell-store';
import { useBindingReport } from '../store/binding-store';
import { useDocument } from '../store/document-store';
import { activeRun, useRun } from '../store/run-store';
import { showDock } from '../store/session-store';
import { showTrainingView, useTrainingPanel } from '../training/panel-store';
import { continueRun, openRunDocument, pauseRun, resumeRun, startTraining, stopRun } from '../training/run-control';
import { whyNotReady } from '../training/readiness';
import type { Command } from './command';
import { needsDocument } from './conditions';

function needsHost(): string | undefined {
  return useShell.getState().connection === 'open' ? undefined : 'LayerLoom cannot be reached, so nothing can be trained now.';
}

/** A run that is under way, in this window or another one. */
function needsActive(states: readonly string[], otherwise: string): string | undefined {
  const active = activeRun(useRun.getState());
  return needsHost() ?? (active && states.includes(active.state) ? undefined : otherwise);
}

export const train: Command = {
  id: 'train',
  title: 'Train',
  group: 'Run',
  keys: ['$mod+Enter'],
  words: 'start run learn fit',
  unavailable: () => {
    const { wish, run, list } = useRun.getState();
    if (wish === 'start' || wish === 'resume') return 'A run is being started.';
    const active = activeRun({ run, list });
    return needsDocument() ?? needsHost() ?? (active ? `The run “${active.title}” is training.` : whyNotReady(useDocument.getState(), useBindingReport.getState())?.message);
  },
  run: () => {
    showDock('training');
    showTrainingView('progress');
    void startTraining();
  },
};

/** One key for both: what it does follows from the run. */
export const pauseOrContinue: Command = {
  id: 'pause-training',
  title: 'Pause or continue training',
  group: 'Run',
  keys: ['$mod+Shift+Enter'],
  words: 'hold wait go on',
  unavailable: () => needsActive(['running', 'paused'], 'No run is under way.'),
  run: () => void (activeRun(useRun.getState())?.state === 'paused' ? continueRun() : pauseRun()),
};

export const stop: Command = {
  id: 'stop-training',
  title: 'Stop training and keep a checkpoint',
  group: 'Run',
  keys: ['$mod+Alt+Enter'],
  words: 'end cancel',
  unavailable: () => needsActive(['starting', 'running', 'paused'], 'No run is under way.'),
  run: () => void stopRun(),
};

export const resume: Command = {
  id: 'resume-training',
  title: 'Resume the shown run from its checkpoint',
  group: 'Run',
  words: 'go on continue unfinished',
  unavailable: () => {
    const { run, list } = useRun.getState();
    const active = activeRun({ run, list });
    if (active) return `The run “${active.title}” is training.`;
    if (!run) return 'No run is shown.';
    return needsHost() ?? (run.state === 'unfinished' ? undefined : `“${run.title}” has trained all its ${formatCount(run.epoch)} epochs.`);
  },
  run: () => {
    const { run } = useRun.getState();
    if (run) void resumeRun(run.run);
  },
};

export const showRuns: Command = {
  id: 'runs',
  title: 'Runs',
  group: 'Run',
  words: 'list compare history checkpoints',
  unavailable: needsHost,
  run: () => useTrainingPanel.setState({ dialog: 'runs' }),
};

export const forkRun: Command = {
  id: 'fork-run',
  title: 'Fork the shown run from a checkpoint',
  group: 'Run',
  words: 'branch copy transfer weights',
  unavailable: () => {
    const { run, list } = useRun.getState();
    if (activeRun({ run, list })) return 'Stop the run that is training first.';
    return needsHost() ?? (run ? undefined : 'No run is shown.');
  },
  run: () => useTrainingPanel.setState({ dialog: 'fork' }),
};

export const pruneShownRun: Command = {
  id: 'prune-run',
  title: 'Prune the weights of the shown run',
  group: 'Run',
  words: 'compress sparse zero smaller magnitude',
  unavailable: () => {
    const { run } = useRun.getState();
    return needsHost() ?? (!run ? 'No run is shown.' : run.epoch > 0 ? undefined : `“${run.title}” has learned nothing yet.`);
  },
  run: () => {
    showDock('training');
    useTrainingPanel.setState({ dialog: 'prune' });
  },
};

export const openShownNetwork: Command = {
  id: 'open-run-network',
  title: 'Open the network of the shown run',
  group: 'Run',
  words: 'document as it was trained',
  unavailable: () => (useRun.getState().document ? undefined : 'No run is shown.'),
  run: () => openRunDocument(),
};

export const trainingCommands: readonly Command[] = [train, pauseOrContinue, stop, resume, showRuns, forkRun, pruneShownRun, openShownNetwork];
