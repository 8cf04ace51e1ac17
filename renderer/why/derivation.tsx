/** A number in symbols, with this box's numbers, and what comes out; then why, and what the letters stand for. */
import { evaluate } from '../../engine/explain/expression/evaluate';
import type { Quantity, SizeExplanation, SizeLine } from '../../engine/explain/sizes/explain-size';
import type { LetterOfFormula } from '../../engine/explain/sizes/size-letters';
import type { InferredNode } from '../../engine/infer/infer-network';
import { useSession } from '../store/session-store';
import { formatBytes, formatCount } from '../network/text';
import { CopyButtons } from './copy-buttons';
import { formulaPieces, letterPiece } from './formula-pieces';
import { FormulaText } from './formula-text';
import { joinedLines } from './joined-lines';
import { resultText, shortResult } from './result-text';
import styles from './why.module.css';

interface DerivationProps {
  readonly explanation: SizeExplanation;
  /** As it would be with what is tried out. */
  readonly node: InferredNode;
  /** As it is. */
  readonly before: InferredNode;
  readonly quantity: Quantity;
}

export function Derivation({ explanation, node, before, quantity }: DerivationProps) {
  const order = useSession((state) => state.shapeOrder);
  const lines = joinedLines(explanation.lines, order);
  const isNothing = lines.every(({ formula }) => formula.kind === 'number' && formula.value === 0);
  const [was, is] = [resultText(before, quantity, order), resultText(node, quantity, order)];
  return (
    <section className={styles.derivation} aria-label="Derivation">
      <div className={styles.result}>
        {was !== is && <><s>{shortResult(before, quantity, order)}</s><span role="img" aria-label="becomes">→</span></>}
        <output>{is}</output>
      </div>
      {!isNothing && (
        <dl className={styles.lines}>
          {lines.map((line) => <Line key={line.label} line={line} />)}
        </dl>
      )}
      <p className={styles.reason}>{explanation.reason}</p>
      {explanation.letters.length > 0 && <Letters letters={explanation.letters} />}
      {!isNothing && <CopyButtons lines={lines} />}
    </section>
  );
}

function Line({ line }: { readonly line: SizeLine }) {
  const { label, formula } = line;
  const result = lineResult(line);
  const isPlain = formula.kind === 'symbol' || formula.kind === 'number';
  return (
    <div>
      {label !== '' && <dt>{label}</dt>}
      <dd>
        {isPlain ? (
          <>
            {formula.kind === 'symbol' && <><FormulaText pieces={formulaPieces(formula, false)} /> = </>}
            <strong>{result}</strong>
          </>
        ) : (
          <>
            <div><FormulaText pieces={formulaPieces(formula, false)} /></div>
            <div>
              <FormulaText pieces={formulaPieces(formula, true)} /> = <strong>{result}</strong>
            </div>
          </>
        )}
      </dd>
    </div>
  );
}

function lineResult({ formula, isBytes }: SizeLine): string {
  const value = evaluate(formula);
  return isBytes ? `${formatCount(value)} bytes${value >= 1024 ? `, ${formatBytes(value)}` : ''}` : formatCount(value);
}

function Letters({ letters }: { readonly letters: readonly LetterOfFormula[] }) {
  return (
    <dl className={styles.letters} aria-label="What the letters stand for">
      {letters.map(({ name, values, meaning }) => (
        <div key={name}>
          <dt><FormulaText pieces={[letterPiece(name)]} /></dt>
          <dd>
            <em>{values.map(formatCount).join(', ')}</em> {meaning}
          </dd>
        </div>
      ))}
    </dl>
  );
}
