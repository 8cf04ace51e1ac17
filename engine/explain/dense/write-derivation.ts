/** Derivations as a person reads them: symbols, numbers, result; and why a bracket is 1 or 0. */
import { evaluate } from '../expression/evaluate';
import { partsOf, type Expression } from '../expression/expression';
import { printLatex, printNumber, printText } from '../expression/print';
import type { WeightDerivation } from './derive';

export interface WrittenDerivation {
  /** `w68`. */
  readonly weight: string;
  /** `layer3.weight.grad`. */
  readonly value: string;
  readonly position: readonly number[];
  readonly text: { readonly subject: string; readonly symbols: string; readonly numbers: string; readonly result: string };
  readonly latex: { readonly subject: string; readonly symbols: string; readonly numbers: string; readonly result: string };
  readonly result: number;
  /** `δ6 = …` for errors that are named, and `[z4 > 0] = 1`. */
  readonly notes: readonly string[];
}

export function writeDerivation({ weight, value, position, derivative, errors }: WeightDerivation): WrittenDerivation {
  const result = evaluate(derivative);
  const printed = printNumber(result);
  const brackets = new Set([derivative, ...errors.map(({ expression }) => expression)].flatMap(indicatorsOf).map((one) => `${printText(one)} = ${evaluate(one)}, because ${printText(one, { numbers: true }).slice(1, -1)} is ${evaluate(one) === 1 ? 'true' : 'false'}`));
  return {
    weight: weight.name,
    value,
    position,
    text: { subject: `∂L/∂${weight.name}`, symbols: printText(derivative), numbers: printText(derivative, { numbers: true }), result: printed },
    latex: { subject: `\\frac{\\partial L}{\\partial ${weight.latex}}`, symbols: printLatex(derivative), numbers: printLatex(derivative, { numbers: true }), result: printLatex({ kind: 'number', value: result }) },
    result,
    notes: [...errors.map(({ symbol, expression }) => `${symbol.name} = ${printText(expression)}`), ...brackets],
  };
}

function indicatorsOf(expression: Expression): Expression[] {
  return expression.kind === 'indicator' ? [expression] : partsOf(expression).flatMap(indicatorsOf);
}
