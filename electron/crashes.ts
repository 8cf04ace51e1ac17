/** A page that dies or hangs takes nothing with it: the work is in drafts and the run in the engine, so it can be opened again. */
import type { App, BrowserWindow, Shell } from 'electron';
import type { ElectronApi } from './electron-api';
import type { Log } from './log';

export interface CrashParts {
  readonly app: Pick<App, 'quit'>;
  readonly dialog: Pick<ElectronApi['dialog'], 'showMessageBox'>;
  readonly shell: Pick<Shell, 'openPath'>;
  readonly log: Pick<Log, 'write' | 'folder'>;
}

const LOGS = 'Open the folder of logs';

export function surviveCrashes(window: Pick<BrowserWindow, 'webContents' | 'on' | 'reload' | 'isDestroyed'>, { app, dialog, shell, log }: CrashParts): void {
  const ask = async (message: string, detail: string, buttons: readonly [string, string]): Promise<string | undefined> => {
    for (;;) {
      const all = [...buttons, LOGS];
      const { response } = await dialog.showMessageBox({ type: 'error', title: 'LayerLoom', message, detail, buttons: all, defaultId: 0, cancelId: 1, noLink: true });
      if (all[response] !== LOGS) return all[response];
      await shell.openPath(log.folder);
    }
  };
  window.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.write(`the window is gone: ${reason} (${exitCode})`);
    const detail = `It ended unexpectedly (${reason}). Unsaved work was kept a moment after each change, and training goes on.`;
    void ask('The window of LayerLoom has crashed.', detail, ['Open it again', 'Quit']).then((choice) => {
      if (choice === 'Quit') app.quit();
      else if (!window.isDestroyed()) window.reload();
    });
  });
  window.on('unresponsive', () => {
    log.write('the window does not answer');
    void ask('The window of LayerLoom does not answer.', 'It may be busy with something large. Training is not affected.', ['Wait', 'Open it again']).then((choice) => {
      if (choice === 'Open it again' && !window.isDestroyed()) window.reload();
    });
  });
}

/** The host tells the windows and starts engines again by itself; this only notes it. */
export function noteLostProcesses(app: Pick<App, 'on'>, log: Pick<Log, 'write'>): void {
  app.on('child-process-gone', (_, { type, reason, exitCode, name }) => log.write(`${name ?? type} is gone: ${reason} (${exitCode})`));
}
