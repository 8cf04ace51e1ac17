/** One colour per class, from the tokens; after ten classes they come again. */

const COLOURS = 10;

export interface ClassColours {
  of(label: number): string;
  /** For text on any of them. */
  readonly ink: string;
}

/** Asked of the page once for a drawing. */
export function classColours(element: Element): ClassColours {
  const styles = getComputedStyle(element);
  const all = Array.from({ length: COLOURS }, (_, index) => styles.getPropertyValue(`--class-${index}`).trim());
  return { of: (label) => all[label % COLOURS]!, ink: styles.getPropertyValue('--on-class').trim() };
}
