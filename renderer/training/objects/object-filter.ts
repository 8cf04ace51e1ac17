/** Which pictures of the worst are shown; the same press once more shows all of them again. */
import { create } from 'zustand';
import type { ObjectFilter } from './faults';

export const useObjectFilter = create<{ readonly filter: ObjectFilter | undefined }>(() => ({ filter: undefined }));

export function toggleFilter(filter: ObjectFilter): void {
  useObjectFilter.setState((state) => ({ filter: isSame(state.filter, filter) ? undefined : filter }));
}

export function isSame(one: ObjectFilter | undefined, other: ObjectFilter): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
