/** The canvases that show the live picture: each draws when told, whichever panel or box it stands in. */
import type { LiveAnswer } from './protocol';

/** What all views show now. */
export interface LivePicture {
  readonly image: HTMLVideoElement | HTMLImageElement | ImageBitmap;
  readonly width: number;
  readonly height: number;
  readonly isMirrored: boolean;
  readonly answers: readonly LiveAnswer[];
}

type View = (picture: LivePicture | undefined) => void;

const views = new Set<View>();
let current: LivePicture | undefined;

/** Draws at once, and whenever the picture changes. Returns what ends it. */
export function showLive(view: View): () => void {
  views.add(view);
  view(current);
  return () => void views.delete(view);
}

export function paintLive(picture: LivePicture | undefined): void {
  current = picture;
  for (const view of views) view(picture);
}

/** With other settings of the overlay. */
export function repaintLive(): void {
  paintLive(current);
}
