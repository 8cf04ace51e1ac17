/** Results and differences of the chosen runs, a column for each. */
import { useEffect, useState } from 'react';
import { unpackDocument } from '../../../engine/shell/document-payload';
import { report, shell } from '../../shell/connection';
import { compareRows, type ComparableRun } from './compare-rows';
import styles from './runs.module.css';

export function CompareTable({ runs }: { readonly runs: readonly string[] }) {
  const loaded = useComparable(runs);
  if (!loaded) return <p className={styles.hint} role="status">Reading the runs…</p>;
  const rows = compareRows(loaded);
  return (
    <div className={styles.compare}>
      <table aria-label="Comparison of the chosen runs">
        <thead>
          <tr>
            <td />
            {loaded.map(({ summary }) => (
              <th key={summary.run} scope="col">{summary.title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values, isResult }) => (
            <tr key={name} data-result={isResult}>
              <th scope="row">{name}</th>
              {values.map((text, index) => (
                <td key={loaded[index]!.summary.run}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.hint}>Settings that are the same in all of them are left out. Their curves lie over those of the shown run.</p>
    </div>
  );
}

function useComparable(runs: readonly string[]): readonly ComparableRun[] | undefined {
  const [loaded, setLoaded] = useState<readonly ComparableRun[]>();
  const key = runs.join('\n');
  useEffect(() => {
    let isWanted = true;
    Promise.all(
      runs.map(async (run): Promise<ComparableRun> => {
        const { summary, document, history } = await shell()!.request('run.attach', { run });
        return { summary, document: unpackDocument(document, summary.title).document, history };
      }),
    ).then((list) => isWanted && setLoaded(list), report);
    return () => {
      isWanted = false;
    };
  }, [key]);
  return loaded;
}
