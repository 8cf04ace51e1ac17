import { editGraph } from '../../engine/document/edits';
import type { LoomDocument } from '../../engine/document/model';
import { arrange, moveNodes } from './arrange';

/** The document with its boxes in rows that fit a window, inside blocks too: for networks whose boxes nobody has placed. */
export function arrangedDocument(document: LoomDocument): LoomDocument {
  const tidy = (graph: LoomDocument['graph']) => moveNodes(graph, arrange(graph, 'rows'));
  return document.definitions.reduce((whole, { id }) => editGraph(whole, id, tidy), editGraph(document, undefined, tidy));
}
