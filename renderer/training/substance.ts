/** Whether two documents train alike. */
import type { LoomDocument } from '../../engine/document/model';

/** Documents never change, so each is written once. */
const known = new WeakMap<LoomDocument, string>();

/** What training depends on as one text: no positions, no notes, and keys in one order, which files and edits do not keep. */
export function substanceOf(document: LoomDocument): string {
  const { graph, definitions, training } = document;
  const text = known.get(document) ?? JSON.stringify([graph.nodes, graph.wires, definitions, training ?? null], substantial);
  known.set(document, text);
  return text;
}

function substantial(key: string, value: unknown): unknown {
  if (key === 'position' || key === 'notes') return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
