import { writeKeys } from '../commands/shortcuts';
import styles from './controls.module.css';

/** A shortcut as keys. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.keys}>
      {writeKeys(keys).split(' ').map((key) => (
        <kbd key={key} className={styles.key}>{key}</kbd>
      ))}
    </span>
  );
}
