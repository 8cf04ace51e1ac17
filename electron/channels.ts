/** The names that preload and main process share. */

/** From the preload script, with the port of a window. */
export const CONNECT_CHANNEL = 'layerloom:connect';
/** From the preload script to its page, with the other end. */
export const PORT_MESSAGE = 'layerloom:port';
/** What the page finds on its window. */
export const BRIDGE = 'layerloom';

export interface Bridge {
  /** Asks for a port to the host; it comes as a message to the window with `PORT_MESSAGE` as its data. */
  connect(): void;
}
