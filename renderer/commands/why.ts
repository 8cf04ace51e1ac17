/** Asking a number why, from the keyboard. */
import { subjectOfBox } from '../why/box-subject';
import { explain } from '../why/why-store';
import { onlySelected, useOpenGraph } from '../store/open-graph-store';
import { useSession } from '../store/session-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

/** The figure that has the keyboard. */
function focusedFigure(): HTMLElement | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && activeElement.dataset['figure'] !== undefined ? activeElement : undefined;
}

function selectedBox() {
  return onlySelected(useSession.getState().selection, useOpenGraph.getState().facts);
}

function hasSeveral(): boolean {
  return useSession.getState().selection.size > 0 && !selectedBox();
}

/** Beside the box where it is in view, else in the corner of the canvas. */
function explainBox(node: string): void {
  const subject = subjectOfBox(node, 'output') ?? subjectOfBox(node, 'parameters');
  if (!subject) return;
  const box = document.querySelector(`.react-flow__node[data-id="${CSS.escape(node)}"]`);
  explain({ subject, quantity: 'output' }, box ?? corner());
}

/** Pixels from the edges of the canvas, beneath its tools. */
const INSET = { x: 16, y: 64 };

function corner(): { readonly x: number; readonly y: number } {
  const bounds = document.querySelector('[data-place="canvas"]')?.getBoundingClientRect();
  return { x: (bounds?.left ?? 0) + INSET.x, y: (bounds?.top ?? 0) + INSET.y };
}

export const explainNumber: Command = {
  id: 'explain-number',
  title: 'Explain this number',
  group: 'Learn',
  keys: ['e'],
  words: 'why derivation formula shape size parameters multiplications macs bytes memory receptive field what if separable',
  unavailable: () => {
    const reason = needsDocument();
    if (reason !== undefined) return reason;
    const box = selectedBox();
    if (hasSeveral()) return 'Select one box, or nothing for the whole network.';
    return box && !subjectOfBox(box.node.id, 'output') ? `${box.node.name} has no numbers yet: it is left out, or something before it is missing.` : undefined;
  },
  run: () => {
    const figure = focusedFigure();
    const box = selectedBox();
    if (figure) return figure.click();
    // Once the search has given the keyboard back, which it would take from the explanation otherwise.
    setTimeout(() => {
      if (box) explainBox(box.node.id);
      else explain({ subject: { kind: 'network' }, quantity: 'parameters' }, corner());
    });
  },
};
