/** How a number of the selected box comes about, in as few lines as say it; the number itself opens the rest. */
import { evaluate } from '../../engine/explain/expression/evaluate';
import { explainSize, type Quantity, type SizeLine } from '../../engine/explain/sizes/explain-size';
import type { NodeFacts } from '../network/facts';
import { formatCount } from '../network/text';
import { useOpenGraph } from '../store/open-graph-store';
import { useSession } from '../store/session-store';
import { formulaPieces } from '../why/formula-pieces';
import { FormulaText } from '../why/formula-text';
import { joinedLines } from '../why/joined-lines';
import styles from './inspector.module.css';

export function ShortDerivation({ facts, quantity }: { readonly facts: NodeFacts; readonly quantity: Quantity }) {
  const order = useSession((state) => state.shapeOrder);
  const inferred = useOpenGraph(({ index, place }) => index.inferred(place, facts.node.id));
  const network = useOpenGraph(({ index }) => index.network);
  const explanation = inferred?.sizes && explainSize(network, inferred, quantity);
  const lines = explanation ? joinedLines(explanation.lines, order).filter(isCalculation) : [];
  if (lines.length === 0) return null;
  return (
    <div className={styles.formula}>
      {lines.map(({ label, formula }) => (
        <div key={label}>
          <div>
            {label !== '' && lines.length > 1 && <span className={styles.axis}>{label}</span>}
            <FormulaText pieces={formulaPieces(formula, false)} />
          </div>
          <div>
            <FormulaText pieces={formulaPieces(formula, true)} /> = <strong>{formatCount(evaluate(formula))}</strong>
          </div>
        </div>
      ))}
    </div>
  );
}

/** A size that is as it was, or as it is set, needs no line here. */
function isCalculation({ formula }: SizeLine): boolean {
  return formula.kind !== 'symbol' && formula.kind !== 'number';
}
