/** What exports with weights have in common: whose weights, the button, what came of it. */
import type { ReactNode } from 'react';
import { packDocument } from '../../engine/shell/document-payload';
import type { DocumentPayload } from '../../engine/shell/protocol/documents';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { useDocument } from '../store/document-store';
import { SourceChoice, useSources } from './source-choice';
import { useExport } from './use-export';
import styles from './export-dialog.module.css';

interface ExportFormProps<Result> {
  readonly about: string;
  /** On the button while it works. */
  readonly working: string;
  write(from: { readonly run: string } | { readonly document: DocumentPayload }): Promise<Result>;
  report(result: Result): ReactNode;
}

export function ExportForm<Result>({ about, working, write, report }: ExportFormProps<Result>) {
  const { sources, chosen, choose } = useSources();
  const { state, run, forget } = useExport(() => write(chosen.kind === 'run' ? { run: chosen.run } : { document: packDocument(useDocument.getState().document) }));
  return (
    <div className={styles.stack}>
      <p>{about}</p>
      <SourceChoice
        sources={sources}
        chosen={chosen}
        onChoose={(source) => {
          choose(source);
          forget();
        }}
      />
      <div className={styles.actions}>
        <button type="button" className={classes(controls.button, controls.primary)} aria-disabled={state.kind === 'writing'} onClick={run}>
          {state.kind === 'writing' ? working : 'Export'}
        </button>
      </div>
      <div role="status" aria-live="polite">
        {state.kind === 'done' && report(state.result)}
        {state.kind === 'failed' && <div className={styles.failure}>{state.sentences.map((text) => <p key={text}>{text}</p>)}</div>}
      </div>
    </div>
  );
}
