/** Electron's connection: a message port to the host in the main process. It carries messages as they are. */
import type { Connect, FromShell } from './protocol';

/** What is used of a MessagePort. */
export interface PortLike {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

/** `open` asks for a port; it comes once the host has taken the other end. */
export function messagePortTransport(open: () => Promise<PortLike>): Connect {
  return (listener) => {
    let isClosed = false;
    const opening = open();
    opening.then(
      (port) => {
        if (isClosed) return port.close();
        // Our own host made it.
        port.onmessage = ({ data }) => listener.received(data as FromShell);
        listener.opened();
      },
      (error: unknown) => listener.closed(error instanceof Error ? error.message : String(error)),
    );
    return {
      send: (message) => void opening.then((port) => port.postMessage(message)),
      close: () => {
        isClosed = true;
        void opening.then((port) => port.close(), () => undefined);
      },
    };
  };
}
