/** What a person sees where the window could not be drawn. The document is in its store, and can still be kept. */
import { CircleAlert } from 'lucide-react';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { keepDraftNow } from '../shell/drafts';
import styles from './fault-screen.module.css';

export function FaultScreen({ fault }: { readonly fault: unknown }) {
  const again = (): void => void keepDraftNow().finally(() => window.location.reload());
  return (
    <main className={styles.screen}>
      <CircleAlert size={24} aria-hidden />
      <h1>The window could not be drawn</h1>
      <p>This is a mistake of LayerLoom, not of yours. Trainings go on. When the window is loaded again, unsaved work stands on the start screen.</p>
      <pre>{fault instanceof Error ? fault.message : String(fault)}</pre>
      <button type="button" autoFocus className={classes(controls.button, controls.primary)} onClick={again}>Load the window again</button>
    </main>
  );
}
