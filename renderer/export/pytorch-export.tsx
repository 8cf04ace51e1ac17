/** The same network as a PyTorch project with its weights, for machines that are larger than this one. */
import { CircleCheck } from 'lucide-react';
import type { ShellResult } from '../../engine/shell/protocol';
import { shell } from '../shell/connection';
import { ExportForm } from './export-form';
import styles from './export-dialog.module.css';

export function PyTorchExport() {
  return (
    <ExportForm<ShellResult<'model.exportPytorch'>>
      about="The network as readable code, its weights, and a program that trains on with the same data, on one machine or on many with torchrun."
      working="Writing…"
      write={(from) => shell()!.request('model.exportPytorch', { from })}
      report={({ folder, files }) => (
        <section className={styles.report} aria-label="Export report">
          <span className={styles.verdict}>
            <CircleCheck size={16} aria-hidden />
            The project is written
          </span>
          <dl className={styles.facts}>
            <dt>Folder</dt>
            <dd>{folder}</dd>
            <dt>Files</dt>
            <dd>{files.join(', ')}</dd>
          </dl>
        </section>
      )}
    />
  );
}
