/** Entry of the compute host: the one place of the engine where ONNX Runtime is loaded. One operation at a time. */
import { OperationQueue } from './operation-queue';
import { connectParent, readSetup } from './parent';
import type { FromEngine, ToEngine } from './protocol';
import type { HostSetup } from './setup';

const { dataWorker } = readSetup<HostSetup>();
const supervisor = connectParent<ToEngine, FromEngine>();
const queue = new OperationQueue({ dataWorker: new URL(dataWorker) }, (message) => supervisor.send(message));

supervisor.onMessage((message) => {
  if (message.kind === 'request') queue.add(message);
  else if (message.kind === 'control') queue.steer(message.id, message.action);
  else if (message.kind === 'shutdown') leave();
});
// Without its supervisor this process would go on unseen, and its lock would keep the run from being resumed.
supervisor.onClose(() => process.exit(0));

function leave(): void {
  void queue.stopAll().then(() => supervisor.close());
}

if (process.send) {
  // Ctrl-C reaches every process of the terminal; what it means is the shell's decision, which comes as a message.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', leave);
}
