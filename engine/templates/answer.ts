/** How templates end: scores for the classes of the data, or one number. */
import { GraphBuilder, type Source } from '../document/graph-builder';
import type { TemplateSize } from './template';

/** A Dense layer as wide as the answer, and the Output with the loss that goes with it. */
export function addAnswer(graph: GraphBuilder, features: Source, size: TemplateSize, name = 'scores'): void {
  addOutput(graph, graph.add({ type: 'dense', name, params: { units: size.classes ?? 1, initializer: 'lecun-uniform' } }, features), size);
}

/** The Output alone, for what is already as wide as the answer. */
export function addOutput(graph: GraphBuilder, answer: Source, { classes }: TemplateSize): void {
  graph.add({ type: 'output', name: 'output', params: { loss: classes === undefined ? 'mean-squared-error' : 'cross-entropy' } }, answer);
}

/** Units of a network that answers yes-or-no questions: one where there are two classes, else one per class. */
export function yesOrNoUnits({ classes = 2 }: TemplateSize): number {
  return classes === 2 ? 1 : classes;
}
