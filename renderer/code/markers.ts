/** What is underlined: mistakes of the text, or where there are none, problems of the network at the lines of their boxes. */
import type { Diagnostic } from '../../engine/core/diagnostic';
import { sentence } from '../../engine/core/diagnostic';
import type { ReadModel } from '../../engine/text/read-model';
import type { BoxSyntax } from '../../engine/text/syntax';
import type { Span } from '../../engine/text/text-problem';
import type { NetworkIndex } from '../network/facts';

export interface Underline {
  readonly span: Span;
  readonly message: string;
  readonly isError: boolean;
}

export function markersOf({ problems, boxes }: ReadModel, index: NetworkIndex): readonly Underline[] {
  if (problems.length > 0) return problems.map(({ start, end, message }) => ({ span: { start, end }, message, isError: true }));
  const found = index.network.problems.flatMap((problem): Underline[] => {
    const box = problem.node === undefined ? undefined : index.boxOf(problem.node);
    const line = box && boxes.find(({ node }) => node === box.node)?.line;
    return line ? [{ span: placeOf(problem, line), message: sentence(problem), isError: problem.severity === 'error' }] : [];
  });
  // Copies of a block have the same problem at the same line.
  return [...new Map(found.map((one) => [`${one.span.start} ${one.message}`, one])).values()];
}

/** The value of the parameter, or the inputs, or else the layer. */
function placeOf({ parameter, port }: Diagnostic, { parameters, operands, callee }: BoxSyntax): Span {
  const entry = parameters?.entries.find(({ key }) => key.text === parameter);
  if (entry) return entry.value;
  return port !== undefined && operands.length > 0 ? { start: operands[0]!.start, end: operands.at(-1)!.end } : callee;
}
