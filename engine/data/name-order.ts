/** Fixed rules instead of the machine's language: class order is label order and must be the same everywhere. */
const collator = new Intl.Collator('en', { numeric: true });

/** Orders names as a person would: `2` before `10`. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
