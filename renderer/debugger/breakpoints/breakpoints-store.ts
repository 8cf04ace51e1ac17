/** Where running on stops: at boxes, where a number stops being one, and where a gradient grows too large. Kept for the session. */
import { create } from 'zustand';
import { useDocument } from '../../store/document-store';

export interface Breakpoints {
  /** Name paths of boxes and blocks. */
  readonly boxes: ReadonlySet<string>;
  /** Whether to stop where a NaN or an infinity first appears. */
  readonly atBroken: boolean;
  /** Gradients with a larger magnitude are stopped at; undefined where none are. */
  readonly gradientAbove: number | undefined;
}

interface BreakpointState extends Breakpoints {
  /** Why running stopped, and at which stop: it is said as long as one stands there. */
  readonly stopped: { readonly at: number; readonly text: string } | undefined;
}

const NONE = { boxes: new Set<string>(), stopped: undefined } as const;

export const useBreakpoints = create<BreakpointState>(() => ({ ...NONE, atBroken: false, gradientAbove: undefined }));

// Boxes belong to the document; what else is stopped at suits every network.
useDocument.subscribe((now, before) => {
  if (now.history.steps[0] !== before.history.steps[0]) useBreakpoints.setState(NONE);
});

export function toggleBreakpoint(path: string): void {
  useBreakpoints.setState(({ boxes }) => ({ boxes: new Set(boxes.has(path) ? [...boxes].filter((one) => one !== path) : [...boxes, path]) }));
}

export function clearBreakpoints(): void {
  useBreakpoints.setState({ ...NONE, atBroken: false, gradientAbove: undefined });
}

export function countBreakpoints({ boxes, atBroken, gradientAbove }: Breakpoints): number {
  return boxes.size + Number(atBroken) + Number(gradientAbove !== undefined);
}
