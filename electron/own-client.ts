/** The main process as one more window of the host: it asks and hears what every window does. */
import { ShellClient } from '../engine/shell/client';
import type { ShellHost } from '../engine/shell/host/shell-host';
import type { TransportListener } from '../engine/shell/protocol';

export function ownClient(host: Pick<ShellHost, 'join' | 'receive'>): ShellClient {
  return ShellClient.connect((listener: TransportListener) => {
    const leave = host.join(listener.received);
    queueMicrotask(() => listener.opened());
    return { send: (message) => void host.receive(listener.received, message), close: leave };
  });
}
