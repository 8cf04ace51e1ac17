/** Which cell a pooling takes: the operand of a largest (or smallest) that the result comes from. */
import { evaluate } from './expression/evaluate';
import { firstSymbols, partsOf, type ElementPlace, type Expression } from './expression/expression';

/** The first of equal ones, as the runtime takes it. Undefined where nothing is compared with anything else that was traced. */
export function winnerOf(expression: Expression): ElementPlace | undefined {
  if (expression.kind !== 'call' || (expression.name !== 'max' && expression.name !== 'min')) {
    const parts = expression.kind === 'product' ? partsOf(expression).filter(({ kind }) => kind !== 'number') : [];
    return parts.length === 1 ? winnerOf(parts[0]!) : undefined;
  }
  const { operands, name } = expression;
  const places = operands.map((operand) => firstSymbols(operand, 1)[0]?.place);
  if (places.length < 2 || places.includes(undefined)) return undefined;
  const values = operands.map((operand) => evaluate(operand));
  const best = name === 'max' ? Math.max(...values) : Math.min(...values);
  return places[values.indexOf(best)];
}
