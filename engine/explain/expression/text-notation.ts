/** Formulas in one line of plain text. */
import type { Notation } from './notation';

export const TEXT: Notation = {
  dot: '·',
  minus: '−',
  relations: { '<': '<', '≤': '≤', '=': '=', '≥': '≥', '>': '>' },
  symbol: ({ name }) => name,
  number: (text) => text,
  group: (inside) => `(${inside})`,
  fraction: (top, bottom) => `${top}/${bottom}`,
  power: (base, exponent) => (exponent === '2' ? `${base}²` : `${base}^${/^\w+$/.test(exponent) ? exponent : `(${exponent})`}`),
  indicator: (left, relation, right) => `[${left} ${relation} ${right}]`,
  call: (name, operands) => {
    const [x] = operands;
    switch (name) {
      case 'exp':
        return `e^(${x})`;
      case 'sqrt':
        return `√(${x})`;
      case 'abs':
        return `|${x}|`;
      case 'floor':
        return `⌊${x}⌋`;
      case 'ceil':
        return `⌈${x}⌉`;
      case 'sigmoid':
        return `σ(${x})`;
      case 'softplus':
        return `ln(1 + e^(${x}))`;
      case 'max':
      case 'min':
        return `${name}{${operands.join(', ')}}`;
      case 'choose':
        return `(${operands[1]} if ${x}, else ${operands[2]})`;
      default:
        return `${name}(${x})`;
    }
  },
  dots: (left) => `… ${left} more …`,
  fractionIsClosed: false,
};
