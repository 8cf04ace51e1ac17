/** Keeps the menu bar and the system's recent documents as the window and the host have them. */
import type { ShellClient } from '../engine/shell/client';
import type { ShellHost } from '../engine/shell/host/shell-host';
import type { RecentDocument } from '../engine/shell/protocol/documents';
import type { MenuCommand } from '../engine/shell/protocol/native';
import type { WantedDocuments } from './documents';
import type { ElectronApi } from './electron-api';
import { menuTemplate } from './menu';

export class MenuBar {
  private commands: readonly MenuCommand[] = [];
  private recents: readonly RecentDocument[] = [];
  private host: Pick<ShellHost, 'announce' | 'wantDocument'> | undefined;

  constructor(private readonly electron: Pick<ElectronApi, 'app' | 'Menu'>, private readonly wanted: WantedDocuments, private readonly platform: NodeJS.Platform = process.platform) {}

  /** The window is ready: it has said what it can do. */
  offer(commands: readonly MenuCommand[]): void {
    this.commands = commands;
    this.draw();
    this.wanted.ready((path) => void this.host?.wantDocument(path));
  }

  follow(client: Pick<ShellClient, 'on' | 'request'>, host: Pick<ShellHost, 'announce' | 'wantDocument'>): void {
    this.host = host;
    const note = (recents: readonly RecentDocument[]): void => {
      this.recents = recents;
      this.draw();
      this.electron.app.clearRecentDocuments();
      for (const { path, exists } of [...recents].reverse()) if (exists) this.electron.app.addRecentDocument(path);
    };
    client.on('recents.changed', note);
    client.request('recents.list', {}).then(note, () => undefined);
  }

  private draw(): void {
    const template = menuTemplate({
      commands: this.commands,
      recents: this.recents,
      platform: this.platform,
      isPackaged: this.electron.app.isPackaged,
      choose: (command) => this.host?.announce('menu.chosen', { command }),
      open: (path) => this.wanted.want(path),
    });
    this.electron.Menu.setApplicationMenu(this.electron.Menu.buildFromTemplate(template));
  }
}
