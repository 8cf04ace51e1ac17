/** What exports with weights have in common: whose weights, the button, what came of it. */
import { useEffect, useRef, type ReactNode } from 'react';
import { packDocument } from '../../engine/shell/document-payload';
import type { DocumentPayload } from '../../engine/shell/protocol/documents';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { useDocument } from '../store/document-store';
import { SourceChoice, useSources, type ExportSource } from './source-choice';
import { useExport } from './use-export';
import styles from './export-dialog.module.css';

interface ExportFormProps<Result> {
  readonly about: string;
  /** On the button while it works. */
  readonly working: string;
  /** Further choices, under the weights. A change of `choice` throws away what came of the last export. */
  options?(chosen: ExportSource): ReactNode;
  readonly choice?: string;
  write(from: { readonly run: string } | { readonly document: DocumentPayload }, chosen: ExportSource): Promise<Result>;
  report(result: Result): ReactNode;
}

export function ExportForm<Result>({ about, working, options, choice, write, report }: ExportFormProps<Result>) {
  const outcome = useRef<HTMLDivElement>(null);
  const { sources, chosen, choose } = useSources();
  const { state, run, forget } = useExport(() => write(chosen.kind === 'run' ? { run: chosen.run } : { document: packDocument(useDocument.getState().document) }, chosen));
  // What was chosen otherwise says nothing about what stands there now.
  useEffect(forget, [choice]); // oxlint-disable-line react-hooks/exhaustive-deps -- only when the choice changes
  // What came of it stands below the choices, where the dialog may end.
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for what undoes the effect.
    void outcome.current?.scrollIntoView({ block: 'nearest' });
  }, [state]);
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
      {options?.(chosen)}
      <div className={styles.actions}>
        <button type="button" className={classes(controls.button, controls.primary)} aria-disabled={state.kind === 'writing'} onClick={() => run()}>
          {state.kind === 'writing' ? working : 'Export'}
        </button>
      </div>
      <div ref={outcome} role="status" aria-live="polite">
        {state.kind === 'done' && report(state.result)}
        {state.kind === 'failed' && <div className={styles.failure}>{state.sentences.map((text) => <p key={text}>{text}</p>)}</div>}
      </div>
    </div>
  );
}
