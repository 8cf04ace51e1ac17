/** The stores of a window in a known state, and what tests do to them. */
import { createDocument } from '../../engine/document/edits';
import type { Graph, GraphNode, LoomDocument } from '../../engine/document/model';
import { templateDocument } from '../../renderer/commands/files';
import { openDocument, useDocument } from '../../renderer/store/document-store';
import { useOpenGraph } from '../../renderer/store/open-graph-store';
import { openPlace, select } from '../../renderer/store/session-store';

export function openEmpty(): void {
  openPlace([]);
  openDocument(createDocument('test'));
}

export function openTemplate(name: string): void {
  openPlace([]);
  openDocument(templateDocument(name));
}

export function now(): LoomDocument {
  return useDocument.getState().document;
}

export function graph(): Graph {
  return useOpenGraph.getState().graph;
}

export function node(name: string): GraphNode {
  const found = graph().nodes.find((one) => one.name === name);
  if (!found) throw new Error(`there is no box “${name}”, only ${graph().nodes.map((one) => one.name).join(', ')}`);
  return found;
}

export function selectNames(...names: readonly string[]): void {
  select(names.map((name) => node(name).id));
}

/** The messages of all problems. */
export function problems(): readonly string[] {
  return useDocument.getState().network.problems.map(({ message }) => message);
}
