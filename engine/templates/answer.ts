/** How templates end: scores for the classes of the data, or one number. */
import { GraphBuilder, type Source } from '../document/graph-builder';
import type { GraphNode } from '../document/model';
import type { TemplateSize } from './template';

/** A Dense layer as wide as the answer, and the Output with the loss that goes with it. */
export function addAnswer(graph: GraphBuilder, features: Source, size: TemplateSize, name = 'scores'): void {
  addOutput(graph, graph.add({ type: 'dense', name, params: { units: size.classes ?? 1, initializer: 'lecun-uniform' } }, features), size);
}

/** The Output alone, for what is already as wide as the answer. */
export function addOutput(graph: GraphBuilder, answer: Source, { classes }: TemplateSize): void {
  graph.add({ type: 'output', name: 'output', params: { loss: classes === undefined ? 'mean-squared-error' : 'cross-entropy' } }, answer);
}

/** The column that pictures stand in, in built-in data and in folders. */
const PICTURES = { column: 'image' };

/** An Input of pictures that are to be drawn again: bound, because a column that is used twice is never guessed. */
export function addPictureInput(graph: GraphBuilder, shape: readonly number[]): GraphNode {
  return graph.add({ type: 'input', name: 'input', params: { shape: [...shape] }, binding: PICTURES });
}

/** An Output that is compared with the picture that came in. Pixels are between 0 and 1, so a logit for each will do. */
export function addPictureAnswer(graph: GraphBuilder, picture: Source, loss = 'binary-cross-entropy'): GraphNode {
  return graph.add({ type: 'output', name: 'output', params: { loss }, binding: PICTURES }, picture);
}

/** Units of a network that answers yes-or-no questions: one where there are two classes, else one per class. */
export function yesOrNoUnits({ classes = 2 }: TemplateSize): number {
  return classes === 2 ? 1 : classes;
}
