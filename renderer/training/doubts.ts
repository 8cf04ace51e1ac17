/** What can be trained as it stands but is hardly meant so, with the edit that mends it. */
import type { Column } from '../../engine/data/dataset';
import type { LoomDocument } from '../../engine/document/model';
import { comparesScoresAsNumbers, withClassLoss } from '../../engine/infer/class-loss';
import type { NodeBinding } from '../../engine/shell/protocol/data';

export interface Doubt {
  readonly message: string;
  /** On the button and in the history. */
  readonly title: string;
  apply(document: LoomDocument): LoomDocument;
}

/** `bindings` say which column each Output is compared with. */
export function doubtOf({ graph }: LoomDocument, columns: readonly Column[], bindings: readonly NodeBinding[]): Doubt | undefined {
  const classes = new Set(columns.flatMap(({ name, kind }) => (kind === 'category' ? [name] : [])));
  const bound = new Set(bindings.flatMap(({ node, columns: names }) => (names.some((name) => classes.has(name)) ? [node] : [])));
  const doubtful = graph.nodes.find((node) => bound.has(node.name) && comparesScoresAsNumbers(graph, node));
  return doubtful && {
    message: `“${doubtful.name}” compares its scores with classes as if they were numbers.`,
    title: 'Use cross-entropy',
    apply: (document) => ({ ...document, graph: withClassLoss(document.graph, doubtful) }),
  };
}
