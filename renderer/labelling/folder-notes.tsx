/** What was noticed when the folder was opened: where labels come from, pictures that are missing or cannot be read. */
import { sentence } from '../../engine/core/diagnostic';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { useLabelling } from './labelling-store';
import styles from './labelling.module.css';

export function FolderNotes() {
  const notes = useLabelling((state) => state.notes);
  if (notes.length === 0) return null;
  return (
    <section className={classes(styles.part, styles.notes)} aria-label="About this folder">
      {notes.map((note) => <p key={note.message} className={styles.hint}>{sentence(note)}</p>)}
      <button type="button" className={controls.button} onClick={() => useLabelling.setState({ notes: [] })}>Close</button>
    </section>
  );
}
