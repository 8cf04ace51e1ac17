/** Comparing plain values, and taking fields from them. */

/** Whether two plain values are equal, so that what a text did not change keeps its identity (and caches keep hitting). */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || ArrayBuffer.isView(a)) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return left.length === right.length && left.every(([key, value]) => Object.hasOwn(b, key) && sameValue(value, (b as Record<string, unknown>)[key]));
}

/** A copy of an object without some of its fields: what is left are fields of newer versions, which are kept. */
export function without<T extends object, K extends keyof T>(object: T | undefined, ...keys: readonly K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(object ?? {}).filter(([key]) => !keys.some((gone) => gone === key))) as Omit<T, K>;
}
