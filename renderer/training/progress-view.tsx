/** How the shown run goes: its numbers, curves and confusions. */
import { train } from '../commands/training';
import { CommandButton } from '../design/command-button';
import { useRun } from '../store/run-store';
import { ConfusionCard } from './answers/confusion-card';
import { CurveCharts } from './curves/curve-charts';
import { showTrainingView } from './panel-store';
import { RunFacts } from './run-facts';
import styles from './progress-view.module.css';

export function ProgressView() {
  const run = useRun((state) => state.run);
  const wish = useRun((state) => state.wish);
  if (!run && wish !== 'start') return <NothingYet />;
  return (
    <div className={styles.view}>
      <RunFacts />
      <CurveCharts />
      <ConfusionCard />
    </div>
  );
}

function NothingYet() {
  return (
    <div className={styles.nothing}>
      <p>Nothing has been trained yet. Curves, scores and mistakes appear here while a network learns.</p>
      <span>
        <CommandButton command={train} label="Train" isPrimary />
        <button type="button" className={styles.link} onClick={() => showTrainingView('settings')}>Look at the settings first</button>
      </span>
    </div>
  );
}
