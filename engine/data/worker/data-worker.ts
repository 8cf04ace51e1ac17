/** Entry of a data worker thread: opens the job's data set once, then makes one batch at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { RowCache } from '../row-cache';
import { prepareBatch, reopen } from './data-job';
import { toFailure, type FromWorker, type ToWorker, type WorkerSetup } from './messages';

const port = parentPort;
if (!port) throw new Error('data-worker is started as a worker thread');

const { job, cache: shared } = workerData as WorkerSetup;
const cache = new RowCache(shared);
const dataset = reopen(job);
// The first request reports it; without one it must not end the thread.
dataset.catch(() => {});

let stopping = false;
let work: Promise<void> = Promise.resolve();

async function answer(message: Extract<ToWorker, { kind: 'prepare' }>): Promise<void> {
  if (stopping) return;
  const { id, request } = message;
  try {
    const batch = await prepareBatch(await dataset, job, request, cache);
    const buffers = Object.values(batch.tensors).map(({ data }) => data.buffer as ArrayBuffer);
    port!.postMessage({ kind: 'prepared', id, batch } satisfies FromWorker, buffers);
  } catch (error) {
    port!.postMessage({ kind: 'failed', id, failure: toFailure(error) } satisfies FromWorker);
  }
}

port.on('message', (message: ToWorker) => {
  if (message.kind === 'prepare') {
    work = work.then(() => answer(message));
    return;
  }
  stopping = true;
  void work.then(() => port.close());
});
