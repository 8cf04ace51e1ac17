/** Worked examples as documents: opened, the debugger stands on their steps. */
import { addNote } from '../../engine/document/edits';
import type { LoomDocument } from '../../engine/document/model';
import type { Example, Walk } from '../../engine/examples/example';
import { personalize } from '../../engine/examples/personalize';
import { viewport } from '../canvas/viewport';
import { useDebugger, type GivenNumbers } from '../debugger/debugger-store';
import { arrange, moveNodes } from '../network/arrange';
import { startDraft } from '../shell/drafts';
import { openDocument } from '../store/document-store';
import { openPlace, select, showDock } from '../store/session-store';
import { useExample } from './example-store';

/** With its own numbers, or with those that are drawn from a seed. Throws LoomError where none fit. */
export function openExample(example: Example, seed?: string): void {
  const { document, walks } = seed === undefined ? { document: example.document(), walks: example.walks } : personalize(example, seed);
  openPlace([]);
  startDraft();
  openDocument(laidOut(document, example, seed));
  useExample.setState({ example, walks, seed, walk: 0 });
  if (walks.length > 0) {
    showWalk(0);
    showDock('debugger');
  } else {
    const [size] = example.sizes ?? [];
    const box = size && document.graph.nodes.find(({ name }) => name === size.box);
    select(box ? [box.id] : []);
    showDock('size-table');
  }
  viewport()?.fit();
}

/** What is fed in a walk, and how. */
export function showWalk(index: number): void {
  const walk = useExample.getState().walks[index];
  if (!walk) return;
  useExample.setState({ walk: index });
  useDebugger.setState({ given: givenBy(walk), mode: walk.mode, update: walk.step ?? 1, at: 0, trace: undefined, element: undefined });
}

export function givenBy({ samples, masks }: Walk): GivenNumbers {
  return { samples, ...(masks && { masks }) };
}

const NOTE_WIDTH = 320;
const NOTE_HEIGHT = 96;

/** In rows, with what is to be worked out beside it. */
function laidOut(document: LoomDocument, example: Example, seed: string | undefined): LoomDocument {
  const graph = moveNodes(document.graph, arrange(document.graph, 'rows'));
  const { task } = seed === undefined ? example : (example.general ?? example);
  const top = Math.min(...graph.nodes.map(({ position }) => position.y));
  const left = Math.min(...graph.nodes.map(({ position }) => position.x));
  return { ...document, graph: addNote(graph, { text: task, position: { x: left, y: top - NOTE_HEIGHT - 24 }, size: { width: NOTE_WIDTH, height: NOTE_HEIGHT } }) };
}
