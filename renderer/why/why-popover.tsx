/** “Why this number?”: beside a figure, how it comes about. */
import { Popover } from 'radix-ui';
import { useMemo, useRef } from 'react';
import { viewport } from '../canvas/viewport';
import { useDocument } from '../store/document-store';
import { usePresentation } from '../store/presentation-store';
import { LayerWhy } from './layer-why';
import { SumWhy } from './sum-why';
import { closeWhy, useWhy, type WhyAnchor, type WhySubject } from './why-store';
import styles from './why.module.css';

/** Pixels between the number and its explanation. */
const GAP = 8;
/** Pixels that stay free at the edges of the window; the header stays in sight. */
const EDGES = { top: 48, right: 10, bottom: 10, left: 10 };
/** Pixels, at the usual size of type (why.module.css). */
const WIDEST = 720;

export function WhyPopover() {
  const question = useWhy((state) => state.question);
  const anchor = useWhy((state) => state.anchor);
  const isOpen = useDocument((state) => state.isOpen) && question !== undefined;
  const virtual = useVirtualAnchor(anchor);
  // As it was when it was opened: what is shown in it may grow.
  const side = useMemo(() => sideOf(anchor), [anchor]);
  const frame = useRef<HTMLDivElement>(null);
  return (
    <Popover.Root open={isOpen} onOpenChange={(open) => !open && closeWhy()}>
      <Popover.Anchor virtualRef={virtual} />
      <Popover.Portal>
        <Popover.Content
          ref={frame}
          className={styles.popover}
          side={side}
          align={anchor instanceof Element ? 'center' : 'start'}
          sideOffset={GAP}
          collisionPadding={EDGES}
          aria-label="Why this number?"
          data-why
          tabIndex={-1}
          // A dialog that closes gives the keyboard back to where it was; only a press elsewhere ends the explanation.
          onFocusOutside={(event) => event.preventDefault()}
          onOpenAutoFocus={(event) => {
            // Not its first button: the keyboard begins at the explanation itself.
            event.preventDefault();
            frame.current?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            giveBackFocus(anchor);
          }}
        >
          {question && <Explanation key={subjectKey(question.subject)} />}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Explanation() {
  const question = useWhy((state) => state.question);
  if (!question) return null;
  const { subject, quantity } = question;
  if (subject.kind === 'layer') return <LayerWhy path={subject.path} quantity={quantity} />;
  return <SumWhy subject={subject} quantity={quantity} />;
}

function subjectKey(subject: WhySubject): string {
  return subject.kind === 'layer' ? subject.path : subject.kind === 'block' ? [...subject.place, subject.node].join('/') : '';
}

/** Where the anchor is, or was before it scrolled out of its table or was drawn anew. */
function useVirtualAnchor(anchor: WhyAnchor | undefined) {
  return useMemo(() => {
    let last = rectOf(anchor);
    return {
      current: {
        // So that it is followed when the table scrolls or the canvas moves.
        contextElement: anchor instanceof Element ? anchor : undefined,
        getBoundingClientRect: () => {
          if (!(anchor instanceof Element) || anchor.isConnected) last = rectOf(anchor);
          return last;
        },
      },
    };
  }, [anchor]);
}

function rectOf(anchor: WhyAnchor | undefined): DOMRect {
  if (anchor instanceof Element) return anchor.getBoundingClientRect();
  return new DOMRect(anchor?.x ?? 0, anchor?.y ?? 0, 0, 0);
}

/** Away from the edge that the part of the window lies at; beside a box only where there is room for all of it. */
function sideOf(anchor: WhyAnchor | undefined): 'top' | 'right' | 'bottom' | 'left' {
  const place = anchor instanceof Element ? anchor.closest<HTMLElement>('[data-place]')?.dataset['place'] : undefined;
  if (place === 'dock') return 'top';
  const { left, right } = rectOf(anchor);
  const wanted = WIDEST * usePresentation.getState().scale + GAP;
  const hasRight = place === 'canvas' && window.innerWidth - right - EDGES.right >= wanted;
  return hasRight ? 'right' : place !== undefined && left - EDGES.left >= wanted ? 'left' : 'bottom';
}

/** To the figure where one Tab can reach it, else to the part of the window that it stands in. */
function giveBackFocus(anchor: WhyAnchor | undefined): void {
  // A press elsewhere has taken the keyboard there already.
  if (document.activeElement !== document.body && document.activeElement?.closest('[data-why]') === null) return;
  const isReachable = anchor instanceof HTMLElement && anchor.isConnected && anchor.tabIndex >= 0;
  if (isReachable) anchor.focus();
  else if (anchor instanceof Element && anchor.isConnected) (anchor.closest<HTMLElement>('[role="table"], .react-flow') ?? undefined)?.focus();
  else viewport()?.focus();
}
