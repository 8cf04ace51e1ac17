/** Reads the LaTeX that formulas are printed in with the parser of KaTeX. */
import katex from 'katex';
import type { WrittenFormula } from '../../engine/explain/element-formula';

/** Setting what was read takes ten times as long, and cannot fail. The types leave this out. */
const { __parse: parse } = katex as typeof katex & { readonly __parse: (source: string, options: object) => unknown };

/** What is wrong, or undefined. Letters from beyond ASCII are wrong outside of text: KaTeX knows many, LaTeX few. */
export function latexProblem(source: string): string | undefined {
  const bare = /[^\x20-\x7e]/.exec(source.replaceAll(/\\text\{(?:[^\\{}]|\\.(?:\{\})?)*\}/g, ''));
  if (bare) return `“${bare[0]}” is no mathematics in ${source}`;
  try {
    parse(source, { strict: 'error', displayMode: true });
    return undefined;
  } catch (error) {
    return `${(error as Error).message} in ${source}`;
  }
}

/** The same for everything that is written of a formula. */
export function formulaProblem({ subject, symbols, numbers, result }: WrittenFormula): string | undefined {
  return latexProblem(subject) ?? latexProblem(symbols) ?? latexProblem(numbers) ?? latexProblem(result);
}
