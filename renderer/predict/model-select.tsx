/** The choice of the model that answers: what is on the canvas, a run at one of its moments, or an exported file. */
import { FileUp } from 'lucide-react';
import type { RunSummary } from '../../engine/shell/protocol/runs';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Tip } from '../design/tip';
import { chooseModel, useModelChoice, type ModelChoice } from '../maps/model-choice';
import { formatCount } from '../network/text';
import { report } from '../shell/connection';
import { useRun } from '../store/run-store';
import { uploadFile } from './upload-file';
import { useExports } from './use-exports';
import styles from './predict.module.css';

export function ModelSelect() {
  const { choice } = useModelChoice();
  const runs = useRun((state) => state.list).filter(({ step }) => step > 0);
  const files = useExports(choice.kind === 'file' ? choice.path : undefined);
  const open = async (file: File | undefined): Promise<void> => {
    if (file) chooseModel({ kind: 'file', path: await uploadFile(file) });
  };
  return (
    <div className={styles.modelRow}>
      <select className={classes(controls.select, styles.select)} aria-label="Which model answers" value={keyOf(choice)} onChange={({ target }) => chooseModel(JSON.parse(target.value) as ModelChoice)}>
        <option value={keyOf({ kind: 'shown' })}>Canvas, with the shown run</option>
        <option value={keyOf({ kind: 'untrained' })}>Canvas, untrained</option>
        {runs.length > 0 && <optgroup label="Runs">{runs.flatMap((run) => momentsOf(run).map(({ choice: moment, text }) => <option key={keyOf(moment)} value={keyOf(moment)}>{text}</option>))}</optgroup>}
        {files.length > 0 && <optgroup label="Exported files">{files.map(({ path, name }) => <option key={path} value={keyOf({ kind: 'file', path })}>{name}</option>)}</optgroup>}
      </select>
      <Tip text="Open an .onnx file that LayerLoom has exported">
        <label className={controls.icon} aria-label="Open an exported file">
          <FileUp size={16} aria-hidden />
          <input
            type="file"
            className={styles.fileField}
            accept=".onnx"
            aria-label="Open an exported file"
            onChange={({ target }) => {
              open(target.files?.[0]).catch(report);
              target.value = '';
            }}
          />
        </label>
      </Tip>
    </div>
  );
}

function keyOf(choice: ModelChoice): string {
  return JSON.stringify(choice);
}

function momentsOf({ run, title, state, step }: RunSummary): readonly { readonly choice: ModelChoice; readonly text: string }[] {
  const latest = { choice: { kind: 'run', run, title, weights: 'latest' } as const, text: state === 'done' ? `${title}, trained` : `${title}, step ${formatCount(step)}` };
  return [latest, { choice: { kind: 'run', run, title, weights: 'best' }, text: `${title}, best epoch` }];
}
