/** A model before and after it was made smaller. */
import type { Comparison, Measured } from '../../engine/run/compress/compare-models';
import { formatBytes, formatCount } from '../network/text';
import styles from './export-dialog.module.css';

const PERCENT = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** `names` head the two columns of numbers. */
export function ComparisonTable({ comparison, names }: { readonly comparison: Comparison; readonly names: readonly [string, string] }) {
  const { before, after } = comparison;
  const rows: readonly (readonly [string, (one: Measured) => string])[] = [
    ['Size', (one) => formatBytes(one.bytes)],
    ['Size as gzip', (one) => formatBytes(one.packedBytes)],
    ['One sample', (one) => `${one.millisecondsPerSample.toPrecision(3)} ms`],
    ...(before.loss === undefined ? [] : [['Loss', ({ loss }: Measured) => loss!.toPrecision(4)] as const]),
    ...(before.accuracy === undefined ? [] : [['Accuracy', ({ accuracy }: Measured) => PERCENT(accuracy!)] as const]),
  ];
  return (
    <>
      <table className={styles.comparison}>
        <thead>
          <tr>
            <td />
            {names.map((name) => <th key={name} scope="col">{name}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(([title, show]) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              <td>{show(before)}</td>
              <td>{show(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{differenceText(comparison)}</p>
    </>
  );
}

/** JSON has no infinity, so a difference that is none arrives as null. */
export function differenceText({ maxAbsDiff, agreement, samples, realSamples, part, evaluated }: Comparison): string {
  const difference = Number.isFinite(maxAbsDiff ?? NaN) ? `differ by at most ${maxAbsDiff.toPrecision(2)}` : 'are not all numbers';
  const same = agreement === undefined ? '' : `, and choose the same class for ${PERCENT(agreement)}`;
  const scored = evaluated === undefined ? '' : ` Loss and accuracy are of ${formatCount(evaluated)} ${part === 'all' || part === undefined ? '' : `${PART[part]} `}rows.`;
  return `The answers to ${formatCount(samples)} ${realSamples ? '' : 'random '}samples ${difference}${same}.${scored}`;
}

const PART = { train: 'training', validation: 'validation', test: 'test' } as const;
