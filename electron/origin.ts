/** Where the window comes from, and who may speak for it. */
import type { WebFrameMain } from 'electron';

export const SCHEME = 'app';
const HOST = 'bundle';
export const ORIGIN = `${SCHEME}://${HOST}`;
export const START_PAGE = `${ORIGIN}/`;

/** Whether an address is a page of ours. Not through URL objects: to them a scheme of our own has no origin. */
export function isOwnAddress(address: string): boolean {
  return address === ORIGIN || address.startsWith(START_PAGE);
}

/** The frame of a window itself: no page within it, and none from elsewhere. A frame that is gone speaks for nobody. */
export function isOwnMainFrame(frame: Pick<WebFrameMain, 'origin' | 'parent'> | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === ORIGIN;
}
