/** Why running has stopped, as long as one stands there. */
import { useDebugger } from '../debugger-store';
import { useBreakpoints } from './breakpoints-store';
import styles from './breakpoints.module.css';

export function StopReason() {
  const at = useDebugger((state) => state.at);
  const stopped = useBreakpoints((state) => state.stopped);
  return <span role="status" aria-label="Why running stopped" className={styles.reason}>{stopped?.at === at ? stopped.text : ''}</span>;
}
