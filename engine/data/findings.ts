/** Wording shared by the findings of all sources. */
import type { Diagnostic } from '../core/diagnostic';

/** Something that was understood, rather than something wrong. */
export function note(code: string, message: string, remedy?: string): Diagnostic {
  return { code, severity: 'info', message, ...(remedy ? { remedy } : {}) };
}

/** `3 pictures`, `1 picture`. */
export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? noun : plural}`;
}

/** The first few of a list, and how many more there are. */
export function some(items: readonly string[], shown = 5): string {
  const rest = items.length - shown;
  return items.slice(0, shown).join(', ') + (rest > 0 ? ` and ${rest.toLocaleString('en')} more` : '');
}
