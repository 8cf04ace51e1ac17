import type { Command } from 'commander';
import { readRun } from '../../run/run-record';
import { newCommand } from '../command';
import { withEngine } from '../engine';
import { followRun } from '../follow-run';
import { Terminal, type OutputOptions } from '../terminal';
import { TrainingView } from '../training-view';

export function resumeCommand(): Command {
  return newCommand('resume', 'Go on with a run that was stopped, from its last checkpoint', [{ command: 'resume runs/lenet5-1', does: 'ends as if it had never stopped' }])
    .argument('<run>', 'the folder of the run')
    .action(async (run: string, options: OutputOptions) => {
      const terminal = new Terminal(options);
      const { document } = await readRun(run);
      const view = new TrainingView(terminal, document.name, document.training?.earlyStopping?.restoreBest ?? false);
      await withEngine((engine) => followRun(engine, { operation: 'resume', input: { run } }, view, terminal));
    });
}
