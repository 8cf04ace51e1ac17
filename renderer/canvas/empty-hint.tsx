import { Keys } from '../design/keys';
import { useOpenGraph } from '../store/open-graph-store';
import styles from './empty-hint.module.css';

/** What to do with an empty canvas. */
export function EmptyHint() {
  const isEmpty = useOpenGraph(({ graph }) => graph.nodes.length === 0 && graph.notes.length === 0);
  if (!isEmpty) return null;
  return (
    <div className={styles.hint}>
      <strong>An empty network</strong>
      <p>Drag a layer from the left, or double-click here.</p>
      <p>
        <Keys keys="i" /> adds an input, <Keys keys="$mod+k" /> finds everything.
      </p>
    </div>
  );
}
