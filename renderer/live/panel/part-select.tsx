/** The choice of a model that works beside the one that answers: what tells points, and what finds what they belong to. */
import { FileUp } from 'lucide-react';
import { useEffect, useId, type ReactNode } from 'react';
import { useBundled, loadBundledModels } from '../../bundled/bundled-models';
import { classes } from '../../design/classes';
import controls from '../../design/controls.module.css';
import { Tip } from '../../design/tip';
import { uploadFile } from '../../predict/upload-file';
import { useExports } from '../../predict/use-exports';
import { report } from '../../shell/connection';
import { useRun } from '../../store/run-store';
import { hasBundledEyes, type EyesChoice } from '../eyes';
import { useLiveChoices } from '../live-store';
import styles from './live-panel.module.css';

/** For networks that tell gestures. */
export function EyesSelect() {
  const choice = useLiveChoices((state) => state.eyes);
  const runs = useRun((state) => state.list).filter(({ step }) => step > 0);
  const files = useExports(choice?.kind === 'file' ? choice.path : undefined);
  const models = useBundled((state) => state.models);
  useEffect(() => void loadBundledModels(), []);
  const hasBundled = models.length > 0 && hasBundledEyes();
  // Whatever was chosen stays in the list, also where its run is gone.
  const chosenRun = choice?.kind === 'run' && !runs.some(({ run }) => run === choice.run) ? [choice] : [];
  return (
    <PartSelect
      label="Points of the hand from"
      help="A network that tells the 21 points of a hand; gestures are told from them"
      value={JSON.stringify(choice ?? { kind: 'bundled' })}
      onChange={(value) => useLiveChoices.setState({ eyes: JSON.parse(value) as EyesChoice })}
      onFile={(path) => useLiveChoices.setState({ eyes: { kind: 'file', path } })}
    >
      <option value={JSON.stringify({ kind: 'bundled' })}>{hasBundled ? 'Hand landmarks that came along' : 'Choose a model'}</option>
      {(runs.length > 0 || chosenRun.length > 0) && (
        <optgroup label="Runs">
          {[...runs, ...chosenRun].map(({ run, title }) => <option key={run} value={JSON.stringify({ kind: 'run', run, title } satisfies EyesChoice)}>{title}</option>)}
        </optgroup>
      )}
      {files.length > 0 && <optgroup label="Model files">{files.map(({ path, name }) => <option key={path} value={JSON.stringify({ kind: 'file', path } satisfies EyesChoice)}>{name}</option>)}</optgroup>}
    </PartSelect>
  );
}

/** For networks that tell points. */
export function DetectorSelect() {
  const detector = useLiveChoices((state) => state.detector);
  const files = useExports(detector);
  return (
    <PartSelect
      label="Found by"
      help="A detector tells where to look, and is asked again when something is lost. Without one the network looks at the whole picture first."
      value={detector ?? ''}
      onChange={(path) => useLiveChoices.setState({ detector: path === '' ? undefined : path })}
      onFile={(path) => useLiveChoices.setState({ detector: path })}
    >
      <option value="">The network itself</option>
      {files.length > 0 && <optgroup label="Detectors from files">{files.map(({ path, name }) => <option key={path} value={path}>{name}</option>)}</optgroup>}
    </PartSelect>
  );
}

interface PartSelectProps {
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly children: ReactNode;
  onChange(value: string): void;
  onFile(path: string): void;
}

function PartSelect({ label, help, value, children, onChange, onFile }: PartSelectProps) {
  const id = useId();
  const open = async (file: File | undefined): Promise<void> => {
    if (file) onFile(await uploadFile(file));
  };
  return (
    <div className={styles.part}>
      <label htmlFor={id} title={help}>{label}</label>
      <div className={styles.partRow}>
        <select id={id} title={help} className={classes(controls.select, styles.select)} value={value} onChange={({ target }) => onChange(target.value)}>
          {children}
        </select>
        <Tip text="Open an .onnx file">
          <label className={classes(controls.icon, styles.file)}>
            <FileUp size={16} aria-hidden />
            <input
              type="file"
              accept=".onnx"
              aria-label={`${label}: open a file`}
              onChange={({ target }) => {
                open(target.files?.[0]).catch(report);
                target.value = '';
              }}
            />
          </label>
        </Tip>
      </div>
    </div>
  );
}
