/** What optimizers keep, by what it is corrected, how far they go, and where the weight comes to. */
import { OPTIMIZERS, type OptimizerName } from '../../../engine/optimizers';
import type { Rival, RivalUpdate } from '../../../engine/run/trace-rivals';
import { valueText } from '../../maps/answer-text';
import { fullText } from '../number-layout';
import { SparkLine } from '../watches/spark-line';
import styles from './optimizers.module.css';

interface RivalTableProps {
  readonly subject: string;
  /** The update of the first row. */
  readonly first: number;
  readonly rivals: readonly Rival[];
}

interface Column {
  readonly title: string;
  readonly help: string;
  read(update: RivalUpdate): number;
}

/** As formulas write them. */
const CORRECTIONS: Readonly<Record<string, readonly [title: string, help: string]>> = {
  first: ['c₁', '1/(1 − β₁ᵗ): what the mean is multiplied by for having started at zero'],
  second: ['c₂', '1/√(1 − β₂ᵗ): what the root of the square is multiplied by'],
};

function columnsOf({ updates }: Rival): readonly Column[] {
  const kept = Object.keys(updates[0]?.slots ?? {}).map((slot): Column => ({ title: slot, help: `What the optimizer keeps of the gradients: its ${slot}, after the update`, read: ({ slots }) => slots[slot]! }));
  const corrected = Object.keys(updates[0]?.corrections ?? {}).map((key): Column => ({ title: CORRECTIONS[key]?.[0] ?? key, help: CORRECTIONS[key]?.[1] ?? key, read: ({ corrections }) => corrections[key]! }));
  return [...kept, ...corrected, { title: 'change', help: 'What is added to the weight', read: ({ change }) => change }, { title: 'weight', help: 'The weight after the update', read: ({ weight }) => weight }];
}

export function RivalTable({ subject, first, rivals }: RivalTableProps) {
  const columns = rivals.map(columnsOf);
  const rows = rivals[0]!.updates.map((_, index) => rivals[0]!.updates.length - 1 - index);
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={`Updates of ${subject}`}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th colSpan={2} scope="colgroup">{subject}</th>
            {rivals.map(({ optimizer: { name }, rate, updates }, index) => (
              <th key={index} colSpan={columns[index]!.length} scope="colgroup" title={OPTIMIZERS[name as OptimizerName].summary}>
                <span className={styles.rival}>
                  {`${OPTIMIZERS[name as OptimizerName].title}, η = ${rate}`}
                  <SparkLine heights={updates.map(({ weight }) => weight)} label={`weight under ${OPTIMIZERS[name as OptimizerName].title}, update by update`} />
                </span>
              </th>
            ))}
          </tr>
          <tr>
            <th scope="col">update</th>
            <th scope="col" title="∂L/∂w, the same for both">gradient</th>
            {columns.flatMap((own, index) => own.map(({ title, help }, at) => <th key={`${index} ${title}`} scope="col" title={help} className={at === 0 ? styles.apart : undefined}>{title}</th>))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">{first + row}</th>
              <Figure value={rivals[0]!.updates[row]!.gradient} />
              {rivals.flatMap(({ updates }, index) => columns[index]!.map(({ title, read }, at) => <Figure key={`${index} ${title}`} value={read(updates[row]!)} isFirst={at === 0} />))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The first of an optimizer stands apart from what is before it. */
function Figure({ value, isFirst = false }: { readonly value: number; readonly isFirst?: boolean }) {
  return <td className={isFirst ? styles.apart : undefined} title={fullText(value)}>{valueText(value)}</td>;
}
