/** How the rows are divided: a bar of what is, and the shares that are asked for. */
import type { SplitOptions } from '../../engine/data/dataset';
import type { DataRequest, DataSummary } from '../../engine/shell/protocol/data';
import { formatCount } from '../network/text';
import { filterRows } from './data-session';
import { setSplit } from './edit-data';
import { NumberField } from './number-field';
import styles from './overview.module.css';
import { SPLIT_TITLES } from './split-name';

const NAMES = ['train', 'validation', 'test'] as const;
const LARGEST_SHARE = 90;
const LARGEST_SEED = 2 ** 31 - 1;
/** Findings that say the source has divided its rows itself. */
const OWN_SPLITS = new Set(['layout-splits', 'csv-split-column']);

export function SplitEditor({ request: { source, split }, summary }: { readonly request: DataRequest; readonly summary: DataSummary }) {
  const { splits, findings } = summary;
  const used = Math.max(1, splits.train + splits.validation + splits.test);
  const ownSplit = ownSplitSentence(source.kind, summary, findings.some(({ code }) => OWN_SPLITS.has(code)));
  const change = (changes: Partial<SplitOptions>, visit: string): void => setSplit({ ...split, ...changes }, visit);
  const percent = (share: number): number => Math.round(1000 * share) / 10;
  return (
    <div className={styles.part}>
      <h3>Split</h3>
      <div className={styles.splitBar}>
        {NAMES.map((name) => (
          <button
            key={name}
            type="button"
            className={styles[name]}
            style={{ flexGrow: splits[name] }}
            hidden={splits[name] === 0}
            aria-label={`Show only ${SPLIT_TITLES[name].toLowerCase()}, ${formatCount(splits[name])} rows`}
            onClick={() => filterRows({ split: name, leftOut: undefined })}
          />
        ))}
      </div>
      <ul className={styles.splitCounts}>
        {NAMES.map((name) => (
          <li key={name}>
            <i className={styles[name]} aria-hidden />
            <span>{SPLIT_TITLES[name]}</span>
            <b title={`${((100 * splits[name]) / used).toFixed(1)} %`}>{formatCount(splits[name])}</b>
          </li>
        ))}
      </ul>
      {ownSplit !== undefined ? (
        <p className={styles.hint}>{ownSplit}</p>
      ) : (
        <div className={styles.fieldsFlush}>
          <NumberField label="Validation" value={percent(split.validation)} least={0} most={Math.min(LARGEST_SHARE, 99 - percent(split.test))} unit="%" help="Share of the rows that check the network while it trains" onChange={(value, visit) => change({ validation: value / 100 }, visit)} />
          <NumberField label="Test" value={percent(split.test)} least={0} most={Math.min(LARGEST_SHARE, 99 - percent(split.validation))} unit="%" help="Share of the rows that are kept for the very end" onChange={(value, visit) => change({ test: value / 100 }, visit)} />
          <NumberField label="Seed" value={split.seed} least={0} most={LARGEST_SEED} isWhole help="Another seed divides the rows in another way" onChange={(seed, visit) => change({ seed }, visit)} />
        </div>
      )}
    </div>
  );
}

/** Undefined where the shares count. */
function ownSplitSentence(kind: DataRequest['source']['kind'], { rowCount, splits }: DataSummary, saysSo: boolean): string | undefined {
  if (kind === 'builtin' && splits.train === rowCount) return 'This data is so small that all of it trains.';
  if (kind === 'builtin' && splits.validation > 0 && splits.validation === splits.test) return 'This data brings its own split: validation and test are drawn from what training never sees.';
  if (!saysSo) return undefined;
  return kind === 'csv' ? 'The column “split” of the table divides the rows.' : 'The folders train, validation and test divide the pictures.';
}
