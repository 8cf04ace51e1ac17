/** The trained network, or the one on the canvas as it stands, as an ONNX file with its proof. */
import { CircleCheck, Download } from 'lucide-react';
import { useState } from 'react';
import { LoomError, sentence } from '../../engine/core/diagnostic';
import type { ExportReport } from '../../engine/run/export-model';
import { packDocument } from '../../engine/shell/document-payload';
import type { ShellInput } from '../../engine/shell/protocol';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { formatBytes, formatCount } from '../network/text';
import { report as showError, shell } from '../shell/connection';
import { useDocument } from '../store/document-store';
import { saveBlob } from './save-blob';
import { SourceChoice, useSources, type ExportSource } from './source-choice';
import styles from './export-dialog.module.css';

type State = { readonly kind: 'idle' } | { readonly kind: 'writing' } | { readonly kind: 'done'; readonly report: ExportReport } | { readonly kind: 'failed'; readonly sentences: readonly string[] };

function requestFor(source: ExportSource): ShellInput<'model.export'> {
  return { from: source.kind === 'run' ? { run: source.run } : { document: packDocument(useDocument.getState().document) } };
}

export function OnnxExport() {
  const { sources, chosen, choose } = useSources();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const write = async (): Promise<void> => {
    setState({ kind: 'writing' });
    try {
      setState({ kind: 'done', report: await shell()!.request('model.export', requestFor(chosen)) });
    } catch (error) {
      const sentences = error instanceof LoomError ? error.diagnostics.map(sentence) : [error instanceof Error ? error.message : String(error)];
      setState({ kind: 'failed', sentences });
    }
  };
  return (
    <div className={styles.stack}>
      <p>One file with network and weights, in standard operators. It is read back and answers real samples next to the trainer before you get it.</p>
      <SourceChoice
        sources={sources}
        chosen={chosen}
        onChoose={(source) => {
          choose(source);
          setState({ kind: 'idle' });
        }}
      />
      <div className={styles.actions}>
        <button type="button" className={classes(controls.button, controls.primary)} aria-disabled={state.kind === 'writing'} onClick={() => state.kind !== 'writing' && void write()}>
          {state.kind === 'writing' ? 'Writing and comparing…' : 'Export'}
        </button>
      </div>
      <div role="status" aria-live="polite">
        {state.kind === 'done' && <Report report={state.report} />}
        {state.kind === 'failed' && <div className={styles.failure}>{state.sentences.map((text) => <p key={text}>{text}</p>)}</div>}
      </div>
    </div>
  );
}

async function download(file: string): Promise<void> {
  try {
    const { name, bytes } = await shell()!.request('model.download', { path: file });
    saveBlob(name, new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }));
  } catch (error) {
    showError(error);
  }
}

function Report({ report: { file, opset, bytes, maxAbsDiff, samples, realSamples, findings = [] } }: { readonly report: ExportReport }) {
  return (
    <section className={styles.report} aria-label="Export report">
      <span className={styles.verdict}>
        <CircleCheck size={16} aria-hidden />
        The file computes what was trained
      </span>
      <dl className={styles.facts}>
        <dt>Largest difference</dt>
        <dd>{maxAbsDiff === 0 ? '0' : maxAbsDiff.toExponential(1)}</dd>
        <dt>Compared on</dt>
        <dd>{`${formatCount(samples)} ${realSamples ? 'samples of the data' : 'random samples'}`}</dd>
        <dt>Opset</dt>
        <dd>{opset}</dd>
        <dt>Size</dt>
        <dd>{formatBytes(bytes)}</dd>
        <dt>File</dt>
        <dd>{file}</dd>
      </dl>
      {findings.map((finding) => <p key={finding.message}>{sentence(finding)}</p>)}
      <div className={styles.actions}>
        <button type="button" className={controls.button} onClick={() => void download(file)}>
          <Download size={14} aria-hidden />
          Download
        </button>
      </div>
    </section>
  );
}
