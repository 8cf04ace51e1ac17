/** Sleep: a checkpoint before, and on with it after, without being asked. */
import type { PowerMonitor } from 'electron';
import type { ShellHost } from '../engine/shell/host/shell-host';
import type { Log } from './log';

export function followPower(powerMonitor: Pick<PowerMonitor, 'on'>, host: Pick<ShellHost, 'sleep' | 'wake'>, { log, quit }: { readonly log: Pick<Log, 'write'>; quit(): void }): void {
  powerMonitor.on('suspend', () => {
    host.sleep().catch((error: unknown) => log.write(`no checkpoint before sleep: ${String(error)}`));
  });
  powerMonitor.on('resume', () => host.wake());
  // Ending writes a checkpoint, for which the system waits a moment.
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    quit();
  });
}
