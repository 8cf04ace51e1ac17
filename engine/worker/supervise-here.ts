/** A supervisor without a process of its own: for a shell that must start the compute host itself, as Electron's does. */
import type { Child, Launcher } from './port';
import type { FromEngine, ToEngine } from './protocol';
import type { EngineSetup } from './setup';
import { Supervision } from './supervision';

/** A launcher of engines whose supervisor lives in this process and whose compute host is started by `launchHost`. */
export function superviseHere(launchHost: Launcher): Launcher {
  return <Sent, Received>(_: URL, setup: unknown): Child<Sent, Received> => {
    const { computeHost, dataWorker } = setup as EngineSetup;
    const listeners: ((message: Received) => void)[] = [];
    const exits: ((reason: string) => void)[] = [];
    let pid = 0;
    let kill = (): void => undefined;
    const supervision = new Supervision({
      startHost: () => {
        const host = launchHost<ToEngine, FromEngine>(new URL(computeHost), { dataWorker });
        pid = host.pid;
        kill = () => host.kill();
        return host;
      },
      tell: (message) => listeners.forEach((listener) => listener(message as Received)),
      ended: () => exits.splice(0).forEach((listener) => listener('ended with exit code 0')),
    });
    return {
      get pid() {
        return pid;
      },
      send: (message: Sent) => supervision.receive(message as ToEngine),
      onMessage: (listener) => void listeners.push(listener),
      onExit: (listener) => void exits.push(listener),
      kill: () => {
        supervision.shutDown();
        kill();
      },
    };
  };
}
