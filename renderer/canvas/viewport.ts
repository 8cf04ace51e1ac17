/** The canvas as commands reach it: what is in view and where the pointer is. Set while a canvas is mounted. */
import type { Point } from '../../engine/document/model';

export interface Viewport {
  /** Shows these boxes, or all of them. */
  fit(ids?: readonly string[]): void;
  zoomBy(factor: number): void;
  zoomTo(zoom: number): void;
  /** From the window to the canvas. */
  toCanvas(screen: Point): Point;
  /** The middle of what is in view, in the window. */
  middle(): Point;
  /** Where the pointer was last over the canvas, in the window. */
  pointer(): Point | undefined;
  /** Moves the view as far as needed to show a box. */
  reveal(id: string): void;
  /** Gives the keyboard to the canvas. */
  focus(): void;
}

let mounted: Viewport | undefined;

export function setViewport(viewport: Viewport | undefined): void {
  mounted = viewport;
}

export function viewport(): Viewport | undefined {
  return mounted;
}

/** Where something new goes: under the pointer, else in the middle of what is in view. */
export function placeForNew(): Point {
  if (!mounted) return { x: 0, y: 0 };
  return mounted.toCanvas(mounted.pointer() ?? mounted.middle());
}
