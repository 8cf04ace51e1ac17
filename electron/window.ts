/** The one window: a page without any power of its own. */
import type { BrowserWindow, BrowserWindowConstructorOptions, NativeTheme } from 'electron';
import type { ElectronApi } from './electron-api';
import { START_PAGE } from './origin';
import type { WindowPlace, WindowState } from './window-state';

/** `--bg` of the window's tokens, so that nothing flashes before the page is there. */
const BACKGROUND = { light: '#eef0f4', dark: '#0f1115' } as const;

export interface WindowFiles {
  readonly preload: string;
  readonly icon: string;
}

export function windowOptions({ preload, icon }: WindowFiles, { bounds }: WindowPlace, isDark: boolean, isPackaged: boolean): BrowserWindowConstructorOptions {
  return {
    ...bounds,
    minWidth: 800,
    minHeight: 560,
    title: 'LayerLoom',
    icon,
    show: false,
    backgroundColor: isDark ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !isPackaged,
    },
  };
}

interface WindowParts {
  readonly electron: Pick<ElectronApi, 'app' | 'BrowserWindow'> & { readonly nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'> };
  readonly files: WindowFiles;
  readonly state: WindowState;
  /** Before its page is loaded. */
  onMade(window: BrowserWindow): void;
}

/** Shown once there is something to see. */
export async function openWindow({ electron, files, state, onMade }: WindowParts): Promise<BrowserWindow> {
  const place = await state.place();
  const window = new electron.BrowserWindow(windowOptions(files, place, electron.nativeTheme.shouldUseDarkColors, electron.app.isPackaged));
  if (place.isMaximised) window.maximize();
  state.follow(window);
  onMade(window);
  window.once('ready-to-show', () => window.show());
  await window.loadURL(START_PAGE);
  return window;
}
