/** What was kept, next to what it was made of, and what to do with it. */
import { CircleCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
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
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for what undoes the effect.
    void section.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section ref={section} className={styles.result} aria-label="Pruned model">
      <div className={styles.actions}>
        <span className={styles.verdict}>
          <CircleCheck size={16} aria-hidden />
          {`${(100 * total).toFixed(1)} % of the weights are zero`}
        </span>
        {kind === 'run' && (
          <>
            <button type="button" className={controls.button} onClick={() => void show(out)}>Show the new run</button>
            <button type="button" className={controls.button} onClick={() => void fineTune(out)}>Fine-tune it…</button>
          </>
        )}
      </div>
      <ComparisonTable comparison={report} names={['before', 'pruned']} />
      <p className={styles.place}>{out}</p>
      {findings.map((finding) => <p key={finding.message}>{sentence(finding)}</p>)}
      {kind === 'run' && <p>Its zeros stay zero while it is trained on.</p>}
    </section>
  );
}
