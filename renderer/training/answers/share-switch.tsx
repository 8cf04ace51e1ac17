import { useTrainingPanel } from '../panel-store';
import styles from './confusion.module.css';

/** Between shares of a row and counts. */
export function ShareSwitch() {
  const inPercent = useTrainingPanel((state) => state.inPercent);
  return (
    <button type="button" className={styles.share} aria-label={inPercent ? 'Shown in percent of each row; show counts' : 'Shown as counts; show percent of each row'} onClick={() => useTrainingPanel.setState({ inPercent: !inPercent })}>
      {inPercent ? '%' : 'count'}
    </button>
  );
}
