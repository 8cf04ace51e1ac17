/** Two ways to start a script of the engine: as a child process or as a worker thread. */
import { fork } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import type { Child } from './port';

/** A child process of its own. It ends by itself when the starter's end of the channel closes. */
export function launchProcess<Sent, Received>(entry: URL, setup: unknown): Child<Sent, Received> {
  const child = fork(entry, [JSON.stringify(setup)], {
    serialization: 'advanced',
    // Flags of the starter (a debugger, a test runner) are not meant for the child.
    execArgv: [],
    // Standard output belongs to the shell's own answers; what native code prints goes to standard error.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  return {
    pid: child.pid ?? 0,
    send: (message) => {
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => void child.on('message', (message) => listener(message as Received)),
    onExit: (listener) => {
      const once = firstOf(listener);
      child.on('exit', (code, signal) => once(signal ? `was ended by ${signal}` : `ended with exit code ${code}`));
      child.on('error', (error) => {
        // Also raised for messages that could not be sent; only a process that never started has no exit of its own.
        if (child.pid === undefined) once(`could not be started (${error.message})`);
      });
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/**
 * A thread of this process: starts faster, but a crash inside native code takes this process with it, and so does ending
 * the thread while native code runs. So `kill` only asks, and the thread ends after the step it is at.
 */
export function launchThread<Sent, Received>(entry: URL, setup: unknown): Child<Sent, Received> {
  const worker = new Worker(entry, { argv: [JSON.stringify(setup)], execArgv: [] });
  let failure: Error | undefined;
  worker.on('error', (error) => {
    failure = error;
  });
  return {
    pid: process.pid,
    send: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', (message: Received) => listener(message)),
    onExit: (listener) => void worker.on('exit', (code) => listener(failure ? `failed (${failure.message})` : `ended with exit code ${code}`)),
    kill: () => worker.postMessage({ kind: 'shutdown' }),
  };
}

function firstOf(listener: (reason: string) => void): (reason: string) => void {
  let told = false;
  return (reason) => {
    if (!told) listener(reason);
    told = true;
  };
}
