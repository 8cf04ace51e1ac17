/** Reads the LaTeX that formulas are printed in, as KaTeX would set it. */
import katex from 'katex';

/** What is wrong, or undefined. What only some LaTeX understands is wrong too, such as bare letters from beyond ASCII. */
export function latexProblem(source: string): string | undefined {
  try {
    katex.renderToString(source, { throwOnError: true, strict: 'error', displayMode: true });
    return undefined;
  } catch (error) {
    return `${(error as Error).message} in ${source}`;
  }
}
