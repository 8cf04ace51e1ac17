/** The trained network, or the one on the canvas as it stands, as an ONNX file with its proof. */
import { CircleCheck, Download } from 'lucide-react';
import { sentence } from '../../engine/core/diagnostic';
import type { ExportReport } from '../../engine/run/export-model';
import controls from '../design/controls.module.css';
import { formatBytes, formatCount } from '../network/text';
import { report as showError, shell } from '../shell/connection';
import { ExportForm } from './export-form';
import { saveBlob } from './save-blob';
import styles from './export-dialog.module.css';

export function OnnxExport() {
  return (
    <ExportForm<ExportReport>
      about="One file with network and weights, in standard operators. It is read back and answers real samples next to the trainer before you get it."
      working="Writing and comparing…"
      write={(from) => shell()!.request('model.export', { from })}
      report={(report) => <Report report={report} />}
    />
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
