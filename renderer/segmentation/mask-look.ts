/** How masks are shown wherever they lie over a picture: the same in every panel, for as long as the window is open. */
import { create } from 'zustand';

interface MaskLookState {
  /** 0 … 1 */
  readonly opacity: number;
  /** Classes that are left out, by name. */
  readonly hidden: ReadonlySet<string>;
}

export const useMaskLook = create<MaskLookState>(() => ({ opacity: 0.6, hidden: new Set() }));

export function toggleClass(name: string): void {
  const hidden = new Set(useMaskLook.getState().hidden);
  if (!hidden.delete(name)) hidden.add(name);
  useMaskLook.setState({ hidden });
}

/** As the painter wants them. */
export function hiddenLabels(hidden: ReadonlySet<string>, classes: readonly string[]): ReadonlySet<number> {
  return new Set(classes.flatMap((name, label) => (hidden.has(name) ? [label] : [])));
}
