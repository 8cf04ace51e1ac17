/** How templates end: scores for the classes of the data, or one number. */
import { GraphBuilder, type Source } from '../document/graph-builder';
import type { TemplateSize } from './template';

/** A Dense layer as wide as the answer, and the Output with the loss that goes with it. */
export function addAnswer(graph: GraphBuilder, features: Source, { classes }: TemplateSize, name = 'scores'): void {
  const scores = graph.add({ type: 'dense', name, params: { units: classes ?? 1, initializer: 'lecun-uniform' } }, features);
  graph.add({ type: 'output', name: 'output', params: { loss: classes === undefined ? 'mean-squared-error' : 'cross-entropy' } }, scores);
}

/** Units of a network that answers yes-or-no questions: one where there are two classes, else one per class. */
export function yesOrNoUnits({ classes = 2 }: TemplateSize): number {
  return classes === 2 ? 1 : classes;
}
