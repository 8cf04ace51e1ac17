/** The application from its start to its end: the host of the browser shell, with a window and the habits of the system around it. */
import type { BrowserWindow } from 'electron';
import { ShellHost, type HostOptions } from '../engine/shell/host/shell-host';
import type { ApplicationFolders } from '../engine/shell/host/folders';
import { superviseHere } from '../engine/worker/supervise-here';
import { registerScheme, serveBundle } from './bundle-protocol';
import { guardClosing, guardUnwritten } from './closing';
import { acceptConnections } from './connections';
import { noteLostProcesses, surviveCrashes } from './crashes';
import { nativeDialogs } from './dialogs';
import { documentIn, WantedDocuments } from './documents';
import type { ElectronApi } from './electron-api';
import { guardContents } from './guards';
import type { Log } from './log';
import { MenuBar } from './menu-bar';
import { ownClient } from './own-client';
import { guardPermissions } from './permissions';
import { followPower } from './power';
import { RunCompanion } from './run-companion';
import { followTheme } from './theme';
import { BackgroundTray } from './tray';
import { utilityLauncher } from './utility-launcher';
import { openWindow, type WindowFiles } from './window';
import { WindowState } from './window-state';

export interface ApplicationParts extends Pick<HostOptions, 'entries' | 'dataDesk' | 'bundledModels'> {
  readonly electron: ElectronApi;
  readonly folders: ApplicationFolders;
  /** The built window. */
  readonly renderer: string;
  readonly files: WindowFiles;
  readonly log: Log;
  readonly argv: readonly string[];
  readonly folder: string;
}

/** The name that Windows knows notifications and the taskbar by. */
const APP_ID = 'org.layerloom.app';

export async function startApplication(parts: ApplicationParts): Promise<void> {
  const { electron, log, argv, folder } = parts;
  const { app } = electron;
  if (!app.requestSingleInstanceLock()) return app.quit();
  app.enableSandbox();
  app.setAppUserModelId(APP_ID);
  registerScheme(electron.protocol);
  guardContents(app, electron.shell);
  const wanted = new WantedDocuments(app, argv, folder);
  await app.whenReady();
  guardPermissions(electron.session.defaultSession, electron.systemPreferences);
  serveBundle(electron.protocol, parts.renderer);
  const application = await Application.open(parts, wanted);
  app.on('second-instance', (_, otherArgv, otherFolder) => {
    const document = documentIn(otherArgv, otherFolder);
    if (document !== undefined) wanted.want(document);
    application.show();
  });
  app.on('activate', () => application.show());
  log.write('started');
}

class Application {
  private window: BrowserWindow | undefined;
  private isEnding = false;

  static async open(parts: ApplicationParts, wanted: WantedDocuments): Promise<Application> {
    const { electron, folders } = parts;
    // The menu and the dialogs belong to the host's options, and need the window that is opened after it.
    const menu = new MenuBar(electron, wanted);
    const late: { window?: BrowserWindow | undefined } = {};
    const host = await ShellHost.open({
      shell: 'electron',
      folders,
      entries: parts.entries,
      dataDesk: parts.dataDesk,
      ...(parts.bundledModels !== undefined && { bundledModels: parts.bundledModels }),
      launch: superviseHere(utilityLauncher(electron.utilityProcess)),
      native: { ...nativeDialogs(electron.dialog, () => late.window), offerMenu: (commands) => menu.offer(commands) },
    });
    const application = new Application(parts, host, wanted, menu);
    application.onWindow = (window) => {
      late.window = window;
    };
    await application.openWindow();
    return application;
  }

  private onWindow: (window: BrowserWindow | undefined) => void = () => undefined;
  private readonly companion: RunCompanion;
  private readonly client: ReturnType<typeof ownClient>;
  private readonly state: WindowState;
  private readonly tray: BackgroundTray;

  private constructor(private readonly parts: ApplicationParts, private readonly host: ShellHost, private readonly wanted: WantedDocuments, menu: MenuBar) {
    const { electron, folders, files, log } = parts;
    this.client = ownClient(host);
    this.state = new WindowState(folders.config, electron.screen);
    this.tray = new BackgroundTray(electron, files.icon);
    this.companion = new RunCompanion({ client: this.client, powerSaveBlocker: electron.powerSaveBlocker, Notification: electron.Notification, window: () => this.window });
    menu.follow(this.client, host);
    acceptConnections(electron.ipcMain, host);
    followTheme(electron.nativeTheme, this.client);
    followPower(electron.powerMonitor, host, { log, quit: () => electron.app.quit() });
    noteLostProcesses(electron.app, log);
    electron.app.on('window-all-closed', () => electron.app.quit());
    electron.app.on('before-quit', (event) => this.end(event));
  }

  show(): void {
    this.tray.remove();
    if (!this.window) return void this.openWindow();
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  private async openWindow(): Promise<void> {
    const { electron, files } = this.parts;
    await openWindow({ electron, files, state: this.state, onMade: (window) => this.keep(window) });
  }

  private keep(window: BrowserWindow): void {
    const { electron, log } = this.parts;
    this.window = window;
    surviveCrashes(window, { app: electron.app, dialog: electron.dialog, shell: electron.shell, log });
    this.onWindow(window);
    guardClosing(window, {
      dialog: electron.dialog,
      underWay: () => (this.isEnding ? undefined : this.companion.underWay),
      hide: () => this.hide(),
      stop: (run) => this.client.request('run.stop', { run }),
      quit: () => electron.app.quit(),
    });
    guardUnwritten(window, electron.dialog);
    window.on('closed', () => {
      this.window = undefined;
      this.onWindow(undefined);
      this.wanted.unready();
    });
  }

  private hide(): void {
    this.window?.hide();
    this.tray.show(this.companion.underWay?.title ?? '', { open: () => this.show(), quit: () => this.parts.electron.app.quit() });
  }

  /** Runs write a checkpoint before the application goes. */
  private end(event: { preventDefault(): void }): void {
    if (this.isEnding) return;
    this.isEnding = true;
    event.preventDefault();
    this.tray.remove();
    void this.host.close().finally(() => this.parts.electron.app.quit());
  }
}
