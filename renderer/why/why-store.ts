/** Which number is being explained, where it stands, and what is being tried out with its box. Nothing here changes the document. */
import { create } from 'zustand';
import type { JsonObject } from '../../engine/document/model';
import type { Quantity } from '../../engine/explain/sizes/explain-size';

/** Whose number it is. A layer is called by its name path, because copies of a block have numbers of their own. */
export type WhySubject =
  | { readonly kind: 'layer'; readonly path: string }
  | { readonly kind: 'block'; readonly place: readonly string[]; readonly node: string }
  | { readonly kind: 'network' };

export interface WhyQuestion {
  readonly subject: WhySubject;
  readonly quantity: Quantity;
}

/** What the explanation stands beside. */
export type WhyAnchor = Element | { readonly x: number; readonly y: number };

interface WhyState {
  readonly question: WhyQuestion | undefined;
  /** The questions that led here, the first one first: from a sum to one of its terms and back. */
  readonly trail: readonly WhyQuestion[];
  readonly anchor: WhyAnchor | undefined;
  /** Parameters as they are tried out, by name. */
  readonly changes: JsonObject;
}

const NOTHING: WhyState = { question: undefined, trail: [], anchor: undefined, changes: {} };

export const useWhy = create<WhyState>(() => NOTHING);

export function explain(question: WhyQuestion, anchor: WhyAnchor): void {
  useWhy.setState({ ...NOTHING, question, anchor });
}

export function closeWhy(): void {
  useWhy.setState({ question: undefined, trail: [], changes: {} });
}

/** To another number of the same box; what is tried out stays. */
export function chooseQuantity(quantity: Quantity): void {
  useWhy.setState(({ question }) => ({ question: question && { ...question, quantity } }));
}

/** To a number that this one is made of. */
export function follow(question: WhyQuestion): void {
  useWhy.setState((state) => ({ question, changes: {}, trail: state.question ? [...state.trail, state.question] : [] }));
}

export function goBack(): void {
  useWhy.setState(({ trail }) => (trail.length === 0 ? {} : { question: trail.at(-1), changes: {}, trail: trail.slice(0, -1) }));
}

export function tryOut(parameters: JsonObject): void {
  useWhy.setState(({ changes }) => ({ changes: { ...changes, ...parameters } }));
}

export function discardTrial(): void {
  useWhy.setState({ changes: {} });
}
