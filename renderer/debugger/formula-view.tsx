/** How the chosen number comes about: in symbols, with the numbers put in, and what comes out. */
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PartialSum } from '../../engine/explain/partial-sums';
import type { ElementFormula, WrittenFormula } from '../../engine/explain/element-formula';
import { Toggle } from '../design/toggle';
import { Tip } from '../design/tip';
import controls from '../design/controls.module.css';
import { notify } from '../store/session-store';
import { fullText } from './number-layout';
import { PartialSums } from './partial-sums';
import { WatchButton } from './watches/watch-button';
import type { Watch } from './watches/watches-store';
import styles from './debugger.module.css';

interface FormulaViewProps {
  readonly formula: ElementFormula | undefined;
  readonly problem: string | undefined;
  readonly subject: string | undefined;
  /** What the formula is about. */
  readonly watch?: Watch;
  readonly place?: string | undefined;
  readonly isOpened: boolean;
  onOpened(isOpened: boolean): void;
}

export function FormulaView({ formula, problem, subject, watch, place, isOpened, onOpened }: FormulaViewProps) {
  const hint = subject === undefined ? 'Choose a number to see how it comes about.' : 'This goes into the step as it is: it is given, not computed.';
  return (
    <Calculation calculation={formula} problem={problem} subject={subject} hint={hint} place={place} {...(watch && { watch })}>
      <label className={styles.switch}>
        <Toggle checked={isOpened} onCheckedChange={onOpened} aria-label="Write out what stands between" />
        Write out what stands between
      </label>
    </Calculation>
  );
}

interface CalculationProps {
  readonly calculation: { readonly text: WrittenFormula; readonly latex: WrittenFormula; readonly result: number; readonly notes: readonly string[]; readonly sums?: readonly PartialSum[] } | undefined;
  readonly problem: string | undefined;
  readonly subject: string | undefined;
  /** Said where there is nothing to calculate. */
  readonly hint: string;
  readonly watch?: Watch;
  /** By the names of the axes: `channel 1, row 2, column 3`. */
  readonly place?: string | undefined;
  readonly children?: ReactNode;
}

export function Calculation({ calculation, problem, subject, hint, watch, place, children }: CalculationProps) {
  return (
    <section className={styles.formulas} aria-label="Calculation">
      <header className={styles.formulaHead}>
        <h3>{calculation && subject !== undefined ? `${subject} = ${calculation.text.result}` : (subject ?? 'Calculation')}</h3>
        <span className={styles.formulaTools}>
          {watch && subject !== undefined && <WatchButton watch={watch} subject={subject} />}
          {calculation && (
            <Tip text="Copy as LaTeX" side="top">
              <button type="button" className={controls.icon} aria-label="Copy as LaTeX" onClick={() => void copy(latexOf(calculation.latex))}>
                <Copy size={14} aria-hidden />
              </button>
            </Tip>
          )}
        </span>
      </header>
      {place !== undefined && place !== '' && <p className={styles.place}>{place}</p>}
      {problem !== undefined && <p role="alert" className={styles.problem}>{problem}</p>}
      {!calculation && problem === undefined && <p className={styles.hint}>{hint}</p>}
      {calculation && (
        <>
          {calculation.sums && <PartialSums sums={calculation.sums} result={calculation.text.result} />}
          <dl className={styles.lines}>
            {linesOf(calculation.text).map(({ title, text }) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>{text}</dd>
              </div>
            ))}
            <div>
              <dt>Result</dt>
              <dd className={styles.result} data-value={fullText(calculation.result)} title={fullText(calculation.result)}>{calculation.text.result}</dd>
            </div>
          </dl>
          {calculation.notes.map((note) => <p key={note} className={styles.note}>{note}</p>)}
          {children}
        </>
      )}
    </section>
  );
}

/** What says the same twice is said once. */
export function linesOf({ symbols, numbers, result }: WrittenFormula): readonly { readonly title: string; readonly text: string }[] {
  return [{ title: 'In symbols', text: symbols }, { title: 'With numbers', text: numbers }].filter(({ text }, index) => text !== result && !(index === 1 && text === symbols));
}

export function latexOf({ subject, symbols, numbers, result }: WrittenFormula): string {
  return [...new Set([subject, symbols, numbers, result])].join(' = ');
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify('The formula is copied as LaTeX.');
  } catch {
    notify('The clipboard cannot be written to. Allow it in the browser, and copy again.', 'error');
  }
}
