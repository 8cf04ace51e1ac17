/** On the tab, while the network sees live: a camera must never be on unseen. */
import { useLive } from '../live-store';
import styles from './live-mark.module.css';

export function LiveMark() {
  const phase = useLive((state) => state.phase);
  return phase === 'off' ? null : <span className={styles.mark} role="img" aria-label="is on" />;
}
