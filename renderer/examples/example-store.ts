/** The worked example that is open, if one is: which, in which of its walks, and with whose numbers. */
import { create } from 'zustand';
import type { Example, Walk } from '../../engine/examples/example';
import { useDocument } from '../store/document-store';

interface ExampleState {
  readonly example: Example | undefined;
  readonly walks: readonly Walk[];
  /** Index of the walk that is stepped through. */
  readonly walk: number;
  /** The seed or ID that the numbers were drawn from. */
  readonly seed: string | undefined;
  readonly isPersonalOpen: boolean;
}

export const useExample = create<ExampleState>(() => ({ example: undefined, walks: [], walk: 0, seed: undefined, isPersonalOpen: false }));

// Another document is no longer the example.
useDocument.subscribe((now, before) => {
  if (now.history.steps[0] !== before.history.steps[0]) useExample.setState({ example: undefined, walks: [], walk: 0, seed: undefined, isPersonalOpen: false });
});
