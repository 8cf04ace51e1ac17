/** How many boxes go wrong in which way; a press shows the pictures with that fault alone. */
import type { DetectionErrors } from '../../../engine/vision/detection-errors';
import controls from '../../design/controls.module.css';
import { formatCount } from '../../network/text';
import { FAULTS, type ObjectFilter } from './faults';
import { isSame, toggleFilter, useObjectFilter } from './object-filter';
import styles from './objects.module.css';

export function FaultFilter({ errors }: { readonly errors: DetectionErrors }) {
  const chosen = useObjectFilter((state) => state.filter);
  return (
    <div className={styles.faults} role="group" aria-label="Kinds of errors">
      <span className={styles.right}>{`${formatCount(errors.right)} right`}</span>
      {FAULTS.map(({ fault, word, help }) => {
        const filter: ObjectFilter = { kind: 'fault', fault };
        return (
          <button key={fault} type="button" className={controls.button} title={help} disabled={errors[fault] === 0} aria-pressed={isSame(chosen, filter)} onClick={() => toggleFilter(filter)}>
            {`${formatCount(errors[fault])} ${word}`}
          </button>
        );
      })}
      {chosen?.kind === 'cell' && <button type="button" className={controls.button} aria-pressed onClick={() => toggleFilter(chosen)}>one cell</button>}
    </div>
  );
}
