/** Everything a network takes, to be given by hand: pictures first, then numbers and classes. */
import type { FeatureSignature } from '../../engine/run/signature';
import { plural } from '../network/text';
import { PictureInput } from './picture-input';
import { ValueInput } from './value-input';
import styles from './predict.module.css';

/** A vector of more values than this is not typed in by hand. */
const MOST_FIELDS = 64;

export function FeatureInputs({ features }: { readonly features: readonly FeatureSignature[] }) {
  return (
    <div className={styles.inputs}>
      {features.filter(isPicture).map((feature) => <PictureInput key={feature.input} column={feature.columns[0]!} shape={feature.shape} />)}
      {features.filter((feature) => !isPicture(feature)).map((feature) => <VectorInput key={feature.input} feature={feature} />)}
    </div>
  );
}

export function isPicture({ columns }: FeatureSignature): boolean {
  return columns[0]?.kind === 'image';
}

function VectorInput({ feature: { input, columns } }: { readonly feature: FeatureSignature }) {
  return (
    <section className={styles.input} aria-label={input}>
      <div className={styles.inputHead}><h3>{input}</h3></div>
      {columns.length > MOST_FIELDS ? (
        <p className={styles.hint}>{`It takes ${plural(columns.length, 'value')}, too many to type. Connect data and choose its rows.`}</p>
      ) : (
        <div className={styles.fields}>{columns.map((column) => <ValueInput key={column.name} column={column} />)}</div>
      )}
    </section>
  );
}
