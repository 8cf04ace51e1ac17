/** Formulas as LaTeX, for a mathematics environment of amsmath. */
import type { Notation } from './notation';

export const LATEX: Notation = {
  dot: ' \\cdot ',
  minus: '-',
  relations: { '<': '<', '≤': '\\le', '=': '=', '≥': '\\ge', '>': '>' },
  symbol: ({ latex }) => latex,
  number: (text) => text.replaceAll('−', '-').replace('∞', '\\infty').replace(/e(-?\d+)$/, ' \\cdot 10^{$1}'),
  group: (inside) => `\\left( ${inside} \\right)`,
  fraction: (top, bottom) => `\\frac{${top}}{${bottom}}`,
  power: (base, exponent) => `{${base}}^{${exponent}}`,
  indicator: (left, relation, right) => `\\left[ ${left} ${relation} ${right} \\right]`,
  call: (name, operands) => {
    const [x] = operands;
    switch (name) {
      case 'exp':
        return `e^{${x}}`;
      case 'sqrt':
        return `\\sqrt{${x}}`;
      case 'abs':
        return `\\left| ${x} \\right|`;
      case 'floor':
        return `\\left\\lfloor ${x} \\right\\rfloor`;
      case 'ceil':
        return `\\left\\lceil ${x} \\right\\rceil`;
      case 'sigmoid':
        return `\\sigma\\left( ${x} \\right)`;
      case 'softplus':
        return `\\ln\\left( 1 + e^{${x}} \\right)`;
      case 'max':
      case 'min':
        return `\\${name}\\left\\{ ${operands.join(', ')} \\right\\}`;
      case 'choose':
        return `\\begin{cases} ${operands[1]} & \\text{if } ${x} \\\\ ${operands[2]} & \\text{else} \\end{cases}`;
      case 'erf':
        return `\\operatorname{erf}\\left( ${x} \\right)`;
      default:
        return `\\${name}\\left( ${x} \\right)`;
    }
  },
  dots: () => '\\dots',
  fractionIsClosed: true,
};

/** A name as LaTeX text with everything escaped that LaTeX would read. */
export function latexName(name: string): string {
  return `\\text{${name.replace(/[\\{}$&#^_%~]/g, (sign) => (sign === '\\' ? '\\textbackslash ' : sign === '^' ? '\\^{}' : sign === '~' ? '\\~{}' : `\\${sign}`))}}`;
}
