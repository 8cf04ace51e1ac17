/** The entry of the worker. */
import type { ToLiveWorker } from '../protocol';
import { LiveHost } from './live-host';

const host = new LiveHost((message, transfer = []) => self.postMessage(message, { transfer }));
self.addEventListener('message', ({ data }: MessageEvent<ToLiveWorker>) => host.take(data));
