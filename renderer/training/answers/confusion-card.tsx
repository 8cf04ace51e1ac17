/** The confusions of the last epoch, small, beside the curves. */
import { useRun } from '../../store/run-store';
import { useTrainingPanel } from '../panel-store';
import { openCell } from './answers-store';
import { confusionOf } from './confusion';
import { ConfusionMatrix } from './confusion-matrix';
import { ShareSwitch } from './share-switch';
import styles from './confusion.module.css';

/** More are shown in the view of the answers, where there is room. */
const MOST_CLASSES = 30;

export function ConfusionCard() {
  const history = useRun((state) => state.history);
  const { output, inPercent } = useTrainingPanel();
  const confusion = confusionOf(history, output);
  if (!confusion || confusion.labels.length > MOST_CLASSES) return null;
  return (
    <aside className={styles.card} aria-label="Confusions">
      <header className={styles.head}>
        <h3>Confusion</h3>
        <ShareSwitch />
        <small>rows true, columns predicted</small>
      </header>
      <ConfusionMatrix confusion={confusion} inPercent={inPercent} hasLabels={false} onOpen={openCell} />
    </aside>
  );
}
