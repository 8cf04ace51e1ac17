/** Where the weights come from: a run, a file, perhaps the open network. */
import controls from '../design/controls.module.css';
import { useRun } from '../store/run-store';
import { resultText } from '../training/run-list/run-text';
import { chooseBaseFile, hasWeights, runBase, type Base } from './bases';

interface BaseFieldProps {
  readonly id: string;
  readonly base: Base | undefined;
  /** Whether the open network is one of them, and a file must hold a whole network. */
  readonly whole: boolean;
  /** The name of the open network; undefined where it has no weights. */
  readonly open?: string | undefined;
  onChange(base: Base): void;
}

const FILE = 'file…';
const OPEN = 'open';

export function BaseField({ id, base, whole, open, onChange }: BaseFieldProps) {
  const runs = useRun((state) => state.list).filter(hasWeights);
  const file = base?.kind === 'model' && !runs.some(({ run }) => run === base.path) ? base : undefined;
  const choose = (value: string): void => {
    if (value === OPEN) return onChange({ kind: 'open' });
    const run = runs.find((one) => one.run === value);
    if (run) return onChange(runBase(run));
    if (value === FILE) void chooseBaseFile(whole).then((chosen) => chosen && onChange(chosen));
  };
  return (
    <select id={id} className={controls.select} value={base === undefined ? '' : base.kind === 'open' ? OPEN : base.path} onChange={({ target }) => choose(target.value)}>
      {base === undefined && <option value="" disabled>Choose a run or a file</option>}
      {open !== undefined && <option value={OPEN}>{`The open network, ${open}`}</option>}
      {file && <option value={file.path}>{file.title}</option>}
      {runs.length > 0 && (
        <optgroup label="Runs">
          {runs.map((run) => <option key={run.run} value={run.run}>{`${run.title} · ${resultText(run)}`}</option>)}
        </optgroup>
      )}
      <option value={FILE}>{whole ? 'A .loom or .onnx file…' : 'A .safetensors, .onnx or .loom file…'}</option>
    </select>
  );
}
