import { X } from 'lucide-react';
import { classes } from '../design/classes';
import { dismissNotice, useSession } from '../store/session-store';
import styles from './notices.module.css';

/** Short sentences at the foot of the window. */
export function Notices() {
  const notices = useSession((state) => state.notices);
  return (
    <div className={styles.notices} role="status" aria-live="polite">
      {notices.map(({ id, text, tone, action }) => (
        <div key={id} className={classes(styles.notice, tone === 'error' && styles.error)}>
          <span>{text}</span>
          {action && (
            <button type="button" className={styles.action} onClick={() => { action.run(); dismissNotice(id); }}>{action.title}</button>
          )}
          <button type="button" aria-label="Close" onClick={() => dismissNotice(id)}>
            <X size={14} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  );
}
