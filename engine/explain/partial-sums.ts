/** The long sum of a convolution channel by channel: what each adds, then the bias, then the total. */
import type { OpName } from '../ops/index';
import { evaluate } from './expression/evaluate';
import { sum, symbolsOf, type Expression, type SymbolExpression } from './expression/expression';
import { printNumber, printText } from './expression/print';

export interface PartialSum {
  /** `channel 2`, `bias`, `channels 32 to 63`. */
  readonly title: string;
  /** With numbers put in; empty where too many channels are put together. */
  readonly text: string;
  readonly sum: number;
  readonly result: string;
}

/** What runs along the sum: the axis of the weight (the given operand) by which terms belong together, and its name. */
interface SummedAxis {
  readonly weight: number;
  readonly axis: number;
  readonly title: string;
}

const SUMMED: { readonly [Op in OpName]?: SummedAxis } = {
  Conv: { weight: 1, axis: 1, title: 'channel' },
  ConvTranspose: { weight: 1, axis: 0, title: 'channel' },
  ConvInputGrad: { weight: 0, axis: 0, title: 'filter' },
};

/** More parts are put together, and nobody reads them one by one. */
const MOST_PARTS = 32;
/** An 11×11 window is written out. */
const MOST_TERMS = 121;

/**
 * Undefined for what is no such sum, or has only one term. `operands` are the names of what the op reads, in its order;
 * `firstOf` turns an index of the weight's axis into that of the whole operand, where groups have only some of its channels.
 */
export function partialSums(op: OpName, operands: readonly string[], formula: Expression, firstOf = 0): readonly PartialSum[] | undefined {
  const summed = SUMMED[op];
  const weight = summed && operands[summed.weight];
  if (!summed || weight === undefined || formula.kind !== 'sum') return undefined;
  const groups = new Map<number, Expression[]>();
  const rest: Expression[] = [];
  for (const term of formula.terms) {
    const place = symbolsOf(term).find((one) => one.place?.value === weight)?.place;
    if (!place) rest.push(term);
    else {
      const index = place.position[summed.axis]!;
      const own = groups.get(index);
      if (own) own.push(term);
      else groups.set(index, [term]);
    }
  }
  const parts = [...groups].map(([index, terms]) => ({ index: firstOf + index, terms }));
  const shown = parts.length <= MOST_PARTS ? parts : parts.slice(0, MOST_PARTS - 1);
  const others = parts.slice(shown.length);
  return [
    ...shown.map(({ index, terms }) => written(`${summed.title} ${index}`, sum(terms))),
    ...(others.length > 0 ? [{ ...written(`${summed.title}s ${others[0]!.index} to ${others.at(-1)!.index}`, sum(others.flatMap(({ terms }) => terms))), text: '' }] : []),
    ...rest.map((term) => written(isSymbol(term) ? 'bias' : 'added', term)),
  ];
}

function isSymbol(term: Expression): term is SymbolExpression {
  return term.kind === 'symbol';
}

function written(title: string, part: Expression): PartialSum {
  const result = evaluate(part);
  return { title, text: printText(part, { terms: MOST_TERMS, numbers: true }), sum: result, result: printNumber(result) };
}
