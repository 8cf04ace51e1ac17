/** The started side of a connection, in a child process or a worker thread. */
import { parentPort } from 'node:worker_threads';
import type { Parent } from './port';

/** What the starter gave along. */
export function readSetup<T>(): T {
  return JSON.parse(process.argv[2] ?? 'null') as T;
}

/** Throws where nobody has started this script with a connection. */
export function connectParent<Received, Sent>(): Parent<Received, Sent> {
  if (parentPort) return threadParent(parentPort);
  if (process.send) return processParent();
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
