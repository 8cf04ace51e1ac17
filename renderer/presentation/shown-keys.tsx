import { Keys } from '../design/keys';
import { usePresentation } from '../store/presentation-store';
import styles from './presentation.module.css';

/** What has just been done and its shortcut, for those who watch. Readers of the screen hear the command itself. */
export function ShownKeys() {
  const shown = usePresentation((state) => state.shown);
  if (!shown) return null;
  return (
    <div key={shown.id} className={styles.shown} aria-hidden data-testid="shown-keys">
      {shown.keys !== undefined && <Keys keys={shown.keys} />}
      <span>{shown.title}</span>
    </div>
  );
}
