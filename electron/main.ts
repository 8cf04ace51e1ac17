/** Entry of Electron's main process: puts the parts together, and nothing else. */
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, Notification, powerMonitor, powerSaveBlocker, protocol, screen, session, shell, systemPreferences, Tray, utilityProcess } from 'electron';
import { builtDataDesk } from '../engine/shell/host/data-desk';
import { applicationFolders } from '../engine/shell/host/folders';
import { builtEntries } from '../engine/worker/client';
import { startApplication } from './application';
import { Log } from './log';

/** This module is bundled into dist/electron/main.mjs. */
const here = dirname(fileURLToPath(import.meta.url));
/** The engine has threads and native code, which do not start from inside an archive. */
const engine = pathToFileURL(join(here, '../engine/').replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked'));
const folders = applicationFolders();
const log = new Log(join(folders.data, 'logs'));

// An unhandled rejection ends up here too.
process.on('uncaughtException', (error) => {
  log.write(`uncaught: ${error.stack ?? error.message}`);
  dialog.showErrorBox('LayerLoom has met an error of its own', `${error.message}\n\nThe log is in ${log.folder}.`);
  app.exit(1);
});

void startApplication({
  electron: { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, Notification, powerMonitor, powerSaveBlocker, protocol, screen, session, shell, systemPreferences, Tray, utilityProcess },
  folders,
  renderer: join(here, '../renderer'),
  files: { preload: join(here, 'preload.cjs'), icon: join(here, 'icon.png') },
  entries: builtEntries(engine),
  dataDesk: builtDataDesk(engine),
  bundledModels: join(here, '../../assets/models'),
  log,
  argv: process.argv,
  folder: process.cwd(),
});
