/** The part of Electron that the shell uses, passed in, so that tests can stand in for it. */
import type * as Electron from 'electron';

export type ElectronApi = Pick<
  typeof Electron,
  'app' | 'BrowserWindow' | 'dialog' | 'ipcMain' | 'Menu' | 'nativeTheme' | 'Notification' | 'powerMonitor' | 'powerSaveBlocker' | 'protocol' | 'screen' | 'session' | 'shell' | 'systemPreferences' | 'Tray' | 'utilityProcess'
>;
