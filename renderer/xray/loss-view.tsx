/** What the frame costs in a training step: each term of the loss, and what of it belongs to which object. */
import type { XrayTerm } from '../../engine/run/xray/answer';
import { classes as joined } from '../design/classes';
import { valueText } from '../training/number-text';
import { NoObjects } from './assignment-view';
import { ClassName } from './class-name';
import type { ReadXray } from './read-xray';
import { stepThroughRows } from './row-keys';
import { useXray } from './xray-store';
import styles from './xray.module.css';

export function LossView({ read }: { readonly read: ReadXray }) {
  const object = useXray((state) => state.object);
  const { training } = read.xray;
  if (!training) return <NoObjects />;
  const { objects, terms, loss } = training;
  const sum = terms.reduce((total, { value }) => total + value, 0);
  const hasRest = terms.some(({ shares }) => shares);
  return (
    <section className={styles.side} aria-label="Loss">
      <p className={styles.summary}>
        <span>
          {'Loss of this frame alone '}
          <b className={styles.figure}>{valueText(loss)}</b>
        </span>
        {Math.abs(sum - loss) > 1e-3 * Math.max(1, Math.abs(sum)) && <span>{`the sum of its terms divided by ${valueText(sum / loss)}`}</span>}
      </p>
      <div className={styles.tablePlace} tabIndex={-1}>
        <table className={styles.table} aria-label="Terms of the loss, object by object">
          <thead>
            <tr>
              <th scope="col">Object</th>
              {terms.map(({ name }) => <th key={name} scope="col" className={styles.number}>{termTitle(name)}</th>)}
            </tr>
          </thead>
          <tbody onKeyDown={stepThroughRows}>
            {objects.map(({ label }, index) => (
              <tr key={index} className={joined(object === index && styles.chosen)}>
                <td>
                  <button type="button" className={styles.rowButton} aria-pressed={object === index} onClick={() => useXray.setState({ object: object === index ? undefined : index, place: undefined })}>
                    <ClassName label={label} classes={read.classes} />
                  </button>
                </td>
                {terms.map((term) => <Share key={term.name} term={term} value={term.shares?.objects[index]} />)}
              </tr>
            ))}
            {hasRest && (
              <tr>
                <td className={styles.dim}>places without an object</td>
                {terms.map((term) => <Share key={term.name} term={term} value={term.shares?.empty} />)}
              </tr>
            )}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All</th>
              {terms.map(({ name, value }) => <td key={name} className={styles.number}>{valueText(value)}</td>)}
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

/** With a bar behind the number: how much of the term it is. */
function Share({ term: { value: whole }, value }: { readonly term: XrayTerm; readonly value: number | undefined }) {
  if (value === undefined) return <td className={joined(styles.number, styles.dim)} title="This term is no sum over places.">–</td>;
  const share = whole === 0 ? 0 : Math.min(1, Math.max(0, value / whole));
  return <td className={joined(styles.number, styles.share)} style={{ backgroundSize: `${(share * 100).toFixed(1)}% 2px` }}>{valueText(value)}</td>;
}

/** `anchor_box_loss` is “anchor box”. */
function termTitle(name: string): string {
  return name.replace(/_loss$/, '').replaceAll('_', ' ');
}
