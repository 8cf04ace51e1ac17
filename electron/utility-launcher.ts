/**
 * Starts the compute host as a utility process of Electron. Only the main process can, so the supervisor lives there; plain
 * child processes would need Electron to run as Node, which its fuses refuse.
 */
import { fileURLToPath } from 'node:url';
import type { UtilityProcess } from 'electron';
import type { Launcher } from '../engine/worker/port';
import type { ElectronApi } from './electron-api';

export function utilityLauncher(utilityProcess: Pick<ElectronApi['utilityProcess'], 'fork'>): Launcher {
  return (entry, setup) => {
    const child: UtilityProcess = utilityProcess.fork(fileURLToPath(entry), [JSON.stringify(setup)], { serviceName: 'LayerLoom engine', stdio: ['ignore', 'inherit', 'inherit'], execArgv: [] });
    let isGone = false;
    child.once('exit', () => {
      isGone = true;
    });
    return {
      // Electron knows it once the process runs.
      get pid() {
        return child.pid ?? 0;
      },
      send: (message) => {
        if (!isGone) child.postMessage(message);
      },
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', (code) => listener(`ended with exit code ${code}`)),
      kill: () => void child.kill(),
    };
  };
}
