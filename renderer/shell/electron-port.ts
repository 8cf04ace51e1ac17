/** What the preload script of the Electron shell offers; absent in a browser. */
import type { PortLike } from '../../engine/shell/message-port-transport';

/** The same names stand in electron/channels.ts, which the window does not know. */
const PORT_MESSAGE = 'layerloom:port';

interface Bridge {
  connect(): void;
}

function bridge(): Bridge | undefined {
  return typeof window === 'undefined' ? undefined : (window as { readonly layerloom?: Bridge }).layerloom;
}

/** Whether the window has dialogs and a menu bar of the system. */
export function hasSystemDialogs(): boolean {
  return bridge() !== undefined;
}

/** Undefined in a browser. */
export function electronPort(): (() => Promise<PortLike>) | undefined {
  const found = bridge();
  return found && (() => nextPort(found));
}

function nextPort(found: Bridge): Promise<PortLike> {
  return new Promise((resolve) => {
    const take = (event: MessageEvent): void => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== PORT_MESSAGE || !port) return;
      window.removeEventListener('message', take);
      resolve(port as PortLike);
    };
    window.addEventListener('message', take);
    found.connect();
  });
}
