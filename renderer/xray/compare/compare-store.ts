/** Which heads stand beside each other, and what each answered about the frame. */
import { create } from 'zustand';
import type { Diagnostic } from '../../../engine/core/diagnostic';
import { useDocument } from '../../store/document-store';
import type { ReadXray } from '../read-xray';

export type Contender =
  | { readonly kind: 'canvas' }
  | { readonly kind: 'run'; readonly run: string; readonly title: string }
  /** A trained network that comes with the application. */
  | { readonly kind: 'bundled'; readonly name: string; readonly title: string }
  /** A network to start from, untrained, for the data of the canvas. */
  | { readonly kind: 'template'; readonly name: string; readonly title: string };

export type Outcome = { readonly read: ReadXray } | { readonly problem: Diagnostic };

interface CompareState {
  readonly contenders: readonly Contender[];
  /** By key. An old one stays until the next is there. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly isAsking: boolean;
}

/** Each wants room, and a pass of its own. */
export const MOST_CONTENDERS = 6;

const CANVAS: readonly Contender[] = [{ kind: 'canvas' }];

export const useCompare = create<CompareState>(() => ({ contenders: CANVAS, outcomes: new Map(), isAsking: false }));

// Another document: other data, other heads.
useDocument.subscribe((now, before) => {
  if (now.history.steps[0] !== before.history.steps[0]) useCompare.setState({ contenders: CANVAS, outcomes: new Map() });
});

export function keyOf(contender: Contender): string {
  if (contender.kind === 'canvas') return 'canvas';
  return contender.kind === 'run' ? `run ${contender.run}` : `${contender.kind} ${contender.name}`;
}

export function toggleContender(contender: Contender): void {
  const key = keyOf(contender);
  useCompare.setState(({ contenders }) => {
    const without = contenders.filter((one) => keyOf(one) !== key);
    return { contenders: without.length < contenders.length ? without : [...contenders, contender].slice(0, MOST_CONTENDERS) };
  });
}
