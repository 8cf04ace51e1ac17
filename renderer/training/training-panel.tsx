/** The training panel: settings, progress and answers of the run that this window shows. */
import { showRuns } from '../commands/training';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { CommandButton } from '../design/command-button';
import { useRun } from '../store/run-store';
import { ForkDialog } from './fork-dialog';
import { HardwareMeter } from './hardware-meter';
import { showTrainingView, useTrainingPanel } from './panel-store';
import { SamplesDialog } from './answers/samples-dialog';
import { PruneDialog } from './prune/prune-dialog';
import { RunsDialog } from './runs-dialog';
import { TRAINING_VIEWS } from './training-views';
import styles from './training-panel.module.css';

export function TrainingPanel() {
  const hasRun = useRun((state) => state.run !== undefined || state.wish !== undefined);
  const view = useTrainingPanel((state) => state.view) ?? (hasRun ? 'progress' : 'settings');
  const { View } = TRAINING_VIEWS.find(({ id }) => id === view) ?? TRAINING_VIEWS[0]!;
  return (
    <section className={styles.frame} aria-label="Training">
      <div className={classes(controls.dockTools, styles.bar)} data-dock-tools>
        <HardwareMeter />
        <RunName />
        <div className={controls.segments} role="group" aria-label="View of the training">
          {TRAINING_VIEWS.map(({ id, title }) => (
            <button key={id} type="button" className={controls.segment} aria-pressed={id === view} onClick={() => showTrainingView(id)}>
              {title}
            </button>
          ))}
        </div>
        <CommandButton command={showRuns} label="Runs" />
      </div>
      <View />
      <RunsDialog />
      <ForkDialog />
      <PruneDialog />
      <SamplesDialog />
    </section>
  );
}

function RunName() {
  const run = useRun((state) => state.run);
  const seed = useRun((state) => state.document?.training?.seed);
  if (!run) return null;
  return <span className={styles.run} title={run.run}>{`${run.title}${seed === undefined ? '' : ` · seed ${seed}`}`}</span>;
}
