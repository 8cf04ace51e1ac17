/** What was kept, next to what it was made of, and what to do with it. */
import { CircleCheck } from 'lucide-react';
import { sentence } from '../../../engine/core/diagnostic';
import type { PruneReport } from '../../../engine/run/compress/prune-run';
import controls from '../../design/controls.module.css';
import { ComparisonTable } from '../../export/comparison-table';
import { useTrainingPanel } from '../panel-store';
import { showRun } from '../run-control';
import styles from './prune.module.css';

async function fineTune(run: string): Promise<void> {
  if (await showRun(run)) useTrainingPanel.setState({ dialog: 'fork' });
}

async function show(run: string): Promise<void> {
  if (await showRun(run)) useTrainingPanel.setState({ dialog: undefined });
}

export function PruneResult({ report }: { readonly report: PruneReport }) {
  const { kind, out, total, findings } = report;
  return (
    <section className={styles.result} aria-label="Pruned model">
      <span className={styles.verdict}>
        <CircleCheck size={16} aria-hidden />
        {`${(100 * total).toFixed(1)} % of the weights are zero`}
      </span>
      <ComparisonTable comparison={report} names={['before', 'pruned']} />
      <p className={styles.place}>{out}</p>
      {findings.map((finding) => <p key={finding.message}>{sentence(finding)}</p>)}
      {kind === 'run' && (
        <div className={styles.actions}>
          <button type="button" className={controls.button} onClick={() => void fineTune(out)}>Fine-tune it…</button>
          <button type="button" className={controls.button} onClick={() => void show(out)}>Show the new run</button>
          <span>Its zeros stay zero while it is trained on.</span>
        </div>
      )}
    </section>
  );
}
