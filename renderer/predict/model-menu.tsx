/** Which model answers, and what its weights are. */
import { originText, useOriginNote } from '../maps/origin-text';
import { useMaps } from '../maps/maps-store';
import { ModelSelect } from './model-select';
import styles from './predict.module.css';

export function ModelMenu() {
  const origin = useMaps((state) => state.look?.origin);
  const took = useMaps((state) => state.took);
  const note = useOriginNote();
  return (
    <section className={styles.model} aria-label="Model">
      <ModelSelect />
      <p className={styles.hint}>
        <strong>{origin ? originText(origin) : 'no answer yet'}</strong>
        {origin && <span className={styles.took}>{`${took.toFixed(0)} ms`}</span>}
      </p>
      <p className={styles.hint}>{note}</p>
    </section>
  );
}
