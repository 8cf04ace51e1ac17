/** Stands in for Electron: records what the shell asks of it, and fires the events it listens to. */
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { BrowserWindow, BrowserWindowConstructorOptions, MenuItemConstructorOptions, MessageBoxOptions, WebContents, WebFrameMain } from 'electron';
import type { ElectronApi } from '../../electron/electron-api';
import { ORIGIN } from '../../electron/origin';

export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-electron-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Something that Electron made: only what the shell uses of it is there, so anything else fails. */
function as<T>(value: object): T {
  return value as T;
}

export function mainFrame(origin = ORIGIN, parent: WebFrameMain | null = null): WebFrameMain {
  return as<WebFrameMain>({ origin, parent });
}

export class StandInContents extends EventEmitter {
  mainFrame = mainFrame();
  wasClicked = true;
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  async executeJavaScript(): Promise<boolean> {
    return this.wasClicked;
  }
}

export class StandInWindow extends EventEmitter {
  readonly webContents = new StandInContents();
  readonly calls: string[] = [];
  readonly progress: number[] = [];
  isVisible = false;
  hasFocus = false;
  loaded: string | undefined;

  constructor(readonly options: BrowserWindowConstructorOptions) {
    super();
  }
  async loadURL(url: string): Promise<void> {
    this.loaded = url;
    this.emit('ready-to-show');
  }
  show(): void {
    this.isVisible = true;
  }
  hide(): void {
    this.isVisible = false;
  }
  focus(): void {
    this.hasFocus = true;
  }
  reload(): void {
    this.calls.push('reload');
  }
  maximize(): void {
    this.calls.push('maximize');
  }
  restore(): void {
    this.calls.push('restore');
  }
  setProgressBar(progress: number): void {
    this.progress.push(progress);
  }
  isDestroyed = (): boolean => false;
  isFocused = (): boolean => this.hasFocus;
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => false;
  getNormalBounds = () => ({ x: 10, y: 20, width: 1000, height: 700 });
  /** As the person does; returns whether it was kept open. */
  close(): boolean {
    let kept = false;
    this.emit('close', { preventDefault: () => (kept = true) });
    if (!kept) this.emit('closed');
    return kept;
  }
  asWindow(): BrowserWindow {
    return as<BrowserWindow>(this);
  }
}

type Handlers = Record<string, (...args: never[]) => unknown>;

export class StandInElectron {
  readonly app = Object.assign(new EventEmitter(), {
    calls: [] as string[],
    isPackaged: true,
    hasLock: true,
    requestSingleInstanceLock: () => this.app.hasLock,
    enableSandbox: () => void this.app.calls.push('enableSandbox'),
    setAppUserModelId: () => undefined,
    whenReady: async () => void this.app.calls.push('whenReady'),
    quit: () => void this.app.calls.push('quit'),
    clearRecentDocuments: () => undefined,
    addRecentDocument: (path: string) => void this.app.calls.push(`recent ${path}`),
  });
  readonly windows: StandInWindow[] = [];
  readonly boxes: MessageBoxOptions[] = [];
  /** The button that the person presses next, by its text. */
  answer = '';
  readonly opened: string[] = [];
  readonly notifications: string[] = [];
  readonly blockers = new Set<number>();
  readonly handlers: Handlers = {};
  schemes: Electron.CustomScheme[] = [];
  menu: MenuItemConstructorOptions[] = [];
  readonly ipcMain = new EventEmitter();
  readonly powerMonitor = new EventEmitter();
  readonly forks: { readonly entry: string; readonly args: readonly string[]; readonly child: EventEmitter }[] = [];

  constructor(readonly platform: NodeJS.Platform = 'linux') {}

  get api(): ElectronApi {
    const windows = this.windows;
    const notifications = this.notifications;
    const handler = (name: string) => (given: (...args: never[]) => unknown) => void (this.handlers[name] = given);
    return as<ElectronApi>({
      app: this.app,
      BrowserWindow: class extends StandInWindow {
        constructor(options: BrowserWindowConstructorOptions) {
          super(options);
          windows.push(this);
        }
      },
      dialog: {
        showMessageBox: async (...args: unknown[]) => {
          const options = args.at(-1) as MessageBoxOptions;
          this.boxes.push(options);
          return { response: options.buttons!.indexOf(this.answer) };
        },
        showMessageBoxSync: (...args: unknown[]) => {
          const options = args.at(-1) as MessageBoxOptions;
          this.boxes.push(options);
          return options.buttons!.indexOf(this.answer);
        },
      },
      ipcMain: this.ipcMain,
      Menu: { buildFromTemplate: (template: MenuItemConstructorOptions[]) => template, setApplicationMenu: (template: MenuItemConstructorOptions[]) => (this.menu = template) },
      nativeTheme: { shouldUseDarkColors: true, themeSource: 'system' },
      Notification: class extends EventEmitter {
        static isSupported = (): boolean => true;
        constructor(private readonly options: { title: string; body: string }) {
          super();
        }
        show(): void {
          notifications.push(`${this.options.title}: ${this.options.body}`);
        }
      },
      powerMonitor: this.powerMonitor,
      powerSaveBlocker: {
        start: (type: string) => {
          const id = this.blockers.size + 1;
          if (type === 'prevent-app-suspension') this.blockers.add(id);
          return id;
        },
        stop: (id: number) => this.blockers.delete(id),
      },
      protocol: { registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) => { this.schemes = schemes; this.app.calls.push('registerSchemes'); }, handle: (scheme: string, given: (...args: never[]) => unknown) => handler(scheme)(given) },
      screen: { getAllDisplays: () => [], getDisplayMatching: () => ({ id: 1 }) },
      session: { defaultSession: { setPermissionRequestHandler: handler('request'), setPermissionCheckHandler: handler('check'), setDevicePermissionHandler: handler('device') } },
      shell: { openExternal: async (url: string) => void this.opened.push(url), openPath: async (path: string) => { this.opened.push(path); return ''; } },
      systemPreferences: { askForMediaAccess: async () => true },
      Tray: class extends EventEmitter {
        setToolTip = (): void => undefined;
        setContextMenu = (): void => undefined;
        destroy = (): void => undefined;
      },
      utilityProcess: {
        fork: (entry: string, args: string[]) => {
          const child = Object.assign(new EventEmitter(), { pid: 4711, postMessage: () => undefined, kill: () => child.emit('exit', 9) });
          this.forks.push({ entry, args, child });
          return child;
        },
      },
    });
  }

  /** A page that Electron is about to show. */
  newContents(): StandInContents {
    const contents = new StandInContents();
    this.app.emit('web-contents-created', {}, contents);
    return contents;
  }
}

export function contentsAsElectron(contents: StandInContents): WebContents {
  return as<WebContents>(contents);
}
