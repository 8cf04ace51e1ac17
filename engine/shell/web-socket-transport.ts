/** The browser's connection: one WebSocket to the page's own host. */
import { fail } from '../core/diagnostic';
import { decodeFrame, encodeFrame } from './frames';
import { MAX_REQUEST_BYTES, type Connect, type FromShell, type ToShell, type TransportListener } from './protocol';

export const SOCKET_PATH = '/socket';

/** What is used of a browser's WebSocket; that of the package `ws` fits too. */
export interface SocketLike {
  binaryType: string;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
}

/** `open` makes the socket: `() => new WebSocket(url)`. */
export function webSocketTransport(open: () => SocketLike): Connect {
  return (listener) => {
    const socket = open();
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => listener.opened();
    socket.onmessage = ({ data }) => deliver(data, listener, socket);
    socket.onclose = ({ code, reason }) => listener.closed(reason !== '' ? reason : code === 1006 ? 'it has ended or cannot be reached' : `it was closed with code ${code}`);
    // A close always follows and says the rest.
    socket.onerror = () => undefined;
    return { send: (message) => socket.send(sendable(message)), close: () => socket.close() };
  };
}

/** A frame that the host would answer by hanging up is refused here, where it can be said which. */
function sendable(message: ToShell): string | Uint8Array<ArrayBuffer> {
  const frame = encodeFrame(message);
  if (frame.length > MAX_REQUEST_BYTES) {
    fail('message-too-large', `This is too large to be sent at once: ${Math.ceil(frame.length / 2 ** 20)} MB.`, { expected: `at most ${MAX_REQUEST_BYTES / 2 ** 20} MB`, found: `${frame.length} bytes`, remedy: 'Use fewer or smaller files.' });
  }
  return frame as string | Uint8Array<ArrayBuffer>;
}

function deliver(data: unknown, listener: TransportListener, socket: SocketLike): void {
  try {
    // Our own host made it, so its shape is right once it can be decoded at all.
    listener.received(decodeFrame(data instanceof ArrayBuffer ? new Uint8Array(data) : (data as string)) as FromShell);
  } catch {
    socket.close();
  }
}
