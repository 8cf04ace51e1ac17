/** The trained network, or the one on the canvas as it stands, as an ONNX file with its proof. */
import { CircleAlert, CircleCheck, Download } from 'lucide-react';
import { useState } from 'react';
import { sentence } from '../../engine/core/diagnostic';
import type { CompressReport } from '../../engine/run/compress/compress-model';
import type { ExportReport } from '../../engine/run/export-model';
import controls from '../design/controls.module.css';
import { formatBytes, formatCount } from '../network/text';
import { report as showError, shell } from '../shell/connection';
import { ComparisonTable } from './comparison-table';
import { ExportForm } from './export-form';
import { compressSettings, FULL_PRECISION, type PrecisionSettings } from './precision';
import { PrecisionChoice } from './precision-choice';
import { saveBlob } from './save-blob';
import type { ExportSource } from './source-choice';
import styles from './export-dialog.module.css';

export function OnnxExport() {
  const [settings, change] = useState(FULL_PRECISION);
  return (
    <ExportForm<ExportReport | CompressReport>
      about="One file with network and weights, in standard operators. It is read back and answers real samples next to the trainer before you get it."
      working="Writing and comparing…"
      choice={JSON.stringify(settings)}
      options={({ kind }) => <PrecisionChoice settings={usable(settings, kind)} hasData={kind === 'run'} onChange={change} />}
      write={(from, { kind }) => {
        const compressed = compressSettings(usable(settings, kind));
        return compressed ? shell()!.request('model.compress', { from, settings: compressed }) : shell()!.request('model.export', { from });
      }}
      report={(report) => ('after' in report ? <CompressedReport report={report} /> : <Report report={report} />)}
    />
  );
}

/** The network on the canvas has met no data, which integers need. */
function usable(settings: PrecisionSettings, source: ExportSource['kind']): PrecisionSettings {
  return source === 'canvas' && settings.precision === 'int8' ? { ...settings, precision: 'float32' } : settings;
}

function CompressedReport({ report }: { readonly report: CompressReport }) {
  const { file, to, opset, kept, calibrated, findings, maxAbsDiff } = report;
  const isWhole = Number.isFinite(maxAbsDiff ?? NaN);
  return (
    <section className={styles.report} aria-label="Export report">
      <span className={styles.verdict} data-tone={isWhole ? 'good' : 'bad'}>
        {isWhole ? <CircleCheck size={16} aria-hidden /> : <CircleAlert size={16} aria-hidden />}
        {isWhole ? `Written in ${to} and compared` : 'Some answers are not numbers any more'}
      </span>
      <ComparisonTable comparison={report} names={['float32', to]} />
      <dl className={styles.facts}>
        {calibrated !== undefined && <><dt>Scales from</dt><dd>{`${formatCount(calibrated)} training rows`}</dd></>}
        {kept.length > 0 && <><dt>Still float32</dt><dd>{kept.join(', ')}</dd></>}
        <dt>Opset</dt>
        <dd>{opset}</dd>
        <dt>File</dt>
        <dd>{file}</dd>
      </dl>
      {findings.map((finding) => <p key={finding.message}>{sentence(finding)}</p>)}
      <DownloadButton file={file} />
    </section>
  );
}

function DownloadButton({ file }: { readonly file: string }) {
  return (
    <div className={styles.actions}>
      <button type="button" className={controls.button} onClick={() => void download(file)}>
        <Download size={14} aria-hidden />
        Download
      </button>
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

function Report({ report: { file, opset, bytes, maxAbsDiff, samples, realSamples, findings } }: { readonly report: ExportReport }) {
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
      <DownloadButton file={file} />
    </section>
  );
}
