/** The started side of a connection, in a child process, a worker thread or a utility process of Electron. */
import { parentPort } from 'node:worker_threads';
import type { Parent } from './port';

/** What is used of Electron's `process.parentPort`; the engine does not know Electron. */
interface UtilityPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
}

type UtilityProcess = NodeJS.Process & { readonly parentPort?: UtilityPort };

/** What the starter gave along. */
export function readSetup<T>(): T {
  return JSON.parse(process.argv[2] ?? 'null') as T;
}

/** Throws where nobody has started this script with a connection. */
export function connectParent<Received, Sent>(): Parent<Received, Sent> {
  if (parentPort) return threadParent(parentPort);
  if (process.send) return processParent();
  const utilityPort = (process as UtilityProcess).parentPort;
  if (utilityPort) return utilityParent(utilityPort);
  throw new Error('this script is started by LayerLoom, not by hand');
}

function processParent<Received, Sent>(): Parent<Received, Sent> {
  let underWay = 0;
  let closing = false;
  const disconnect = () => {
    // Disconnecting drops what has not been written yet.
    if (closing && underWay === 0 && process.connected) process.disconnect();
  };
  return {
    send: (message) => {
      if (!process.connected) return;
      underWay++;
      // The callback takes the error of a channel that closes meanwhile; `onClose` reports it.
      process.send!(message, undefined, undefined, () => {
        underWay--;
        disconnect();
      });
    },
    onMessage: (listener) => void process.on('message', (message) => listener(message as Received)),
    // A starter killed while this script was loading has left before anyone could listen.
    onClose: (listener) => void (process.connected ? process.once('disconnect', listener) : setImmediate(listener)),
    close: () => {
      closing = true;
      disconnect();
    },
  };
}

function threadParent<Received, Sent>(port: NonNullable<typeof parentPort>): Parent<Received, Sent> {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', (message: Received) => listener(message)),
    onClose: (listener) => void port.once('close', listener),
    close: () => port.close(),
  };
}

/** Electron ends a utility process with the one that started it, so `onClose` is mostly not needed. */
function utilityParent<Received, Sent>(port: UtilityPort): Parent<Received, Sent> {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', ({ data }) => listener(data as Received)),
    onClose: (listener) => void port.on('close', listener),
    // The port cannot be closed from this side and keeps the process alive; what was posted is on its way already.
    close: () => void setImmediate(() => process.exit(0)),
  };
}
