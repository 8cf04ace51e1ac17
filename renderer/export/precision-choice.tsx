/** float32, float16 or int8, with what each has to say about itself. */
import type { Precision, PrecisionSettings } from './precision';
import styles from './export-dialog.module.css';

const CHOICES: readonly { readonly precision: Precision; readonly title: string; readonly hint: string }[] = [
  { precision: 'float32', title: 'float32', hint: 'As it was trained' },
  { precision: 'float16', title: 'float16', hint: 'Half the size' },
  { precision: 'int8', title: 'int8', hint: 'About a quarter' },
];

interface PrecisionChoiceProps {
  readonly settings: PrecisionSettings;
  /** Integers need scales, which come from the data of a run. */
  readonly hasData: boolean;
  onChange(settings: PrecisionSettings): void;
}

export function PrecisionChoice({ settings, hasData, onChange }: PrecisionChoiceProps) {
  const { precision, halfInputs, wholeRange, narrowWeights } = settings;
  const change = (changes: Partial<PrecisionSettings>) => onChange({ ...settings, ...changes });
  return (
    <fieldset className={styles.choices}>
      <legend>Precision</legend>
      <div className={styles.row}>
        {CHOICES.map((one) => {
          const isMissing = one.precision === 'int8' && !hasData;
          return (
            <label key={one.precision} className={styles.choice}>
              <input type="radio" name="precision" checked={precision === one.precision} disabled={isMissing} onChange={() => change({ precision: one.precision })} />
              {one.title}
              <small>{isMissing ? 'Needs a trained run' : one.hint}</small>
            </label>
          );
        })}
      </div>
      {precision === 'float16' && (
        <Check checked={halfInputs} onChange={(checked) => change({ halfInputs: checked })} title="Inputs and outputs in half precision, too" hint="Otherwise they stay float32, and the file is used as before" />
      )}
      {precision === 'int8' && (
        <>
          <Check checked={wholeRange} onChange={(checked) => change({ wholeRange: checked })} title="Scales reach over every value seen" hint="Otherwise the rarest one in ten thousand is cut off, and the others gain finer steps" />
          <Check checked={narrowWeights} onChange={(checked) => change({ narrowWeights: checked })} title="7-bit weights" hint="For x86 processors without VNNI, which cut sums of 8-bit products off" />
        </>
      )}
    </fieldset>
  );
}

function Check({ checked, title, hint, onChange }: { readonly checked: boolean; readonly title: string; readonly hint: string; onChange(checked: boolean): void }) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={checked} onChange={({ target }) => onChange(target.checked)} />
      {title}
      <small>{hint}</small>
    </label>
  );
}
