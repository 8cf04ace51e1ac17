/** A derivation for a paper or a message: one line per number. */
import { latexName } from '../../engine/explain/expression/latex-notation';
import { writeSize } from '../../engine/explain/sizes/derive-sizes';
import type { SizeLine } from '../../engine/explain/sizes/explain-size';

export function asText(lines: readonly SizeLine[]): string {
  return lines.map(({ label, formula }) => chain(label, writeSize(formula).text)).join('\n');
}

/** For a mathematics environment; several lines stand in `aligned`. */
export function asLatex(lines: readonly SizeLine[]): string {
  const written = lines.map(({ label, formula }) => chain(label === '' ? '' : latexName(label), writeSize(formula).latex));
  return written.length === 1 ? written[0]! : `\\begin{aligned}\n${written.map((line) => line.replace(' = ', ' &= ')).join(' \\\\\n')}\n\\end{aligned}`;
}

/** What says the same twice is said once. */
function chain(label: string, { symbols, numbers, result }: { readonly symbols: string; readonly numbers: string; readonly result: string }): string {
  return [...new Set([...(label === '' ? [] : [label]), symbols, numbers, result])].join(' = ');
}
