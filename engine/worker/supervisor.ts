/**
 * Entry of the engine process. It relays between its shell and the compute host and never computes, so that it answers at
 * once whatever the host is doing, and survives the host's death.
 */
import { launchProcess, launchThread } from './launchers';
import { connectParent, readSetup } from './parent';
import type { EngineSetup } from './setup';
import { Supervision } from './supervision';
import type { FromEngine, ToEngine } from './protocol';

const { computeHost, dataWorker, host } = readSetup<EngineSetup>();
const shell = connectParent<ToEngine, FromEngine>();
const launch = host === 'thread' ? launchThread : launchProcess;

const supervision = new Supervision({
  startHost: () => launch<ToEngine, FromEngine>(new URL(computeHost), { dataWorker }),
  tell: (message) => shell.send(message),
  // With the connection closed and no host left, nothing keeps the process running.
  ended: () => shell.close(),
});

shell.onMessage((message) => supervision.receive(message));
// Nobody is left to report to: runs write a checkpoint and the engine goes.
shell.onClose(() => supervision.shutDown());
// Ctrl-C reaches every process of the terminal; what it means is the shell's decision, which comes as a message.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => supervision.shutDown());
