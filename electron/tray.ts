/** The icon that stays while a run trains without a window, and brings the window back. */
import type { Tray } from 'electron';
import type { ElectronApi } from './electron-api';

export class BackgroundTray {
  private tray: Tray | undefined;

  constructor(private readonly electron: Pick<ElectronApi, 'Tray' | 'Menu'>, private readonly icon: string) {}

  show(title: string, actions: { open(): void; quit(): void }): void {
    if (this.tray) return;
    this.tray = new this.electron.Tray(this.icon);
    this.tray.setToolTip(`LayerLoom trains “${title}”`);
    this.tray.setContextMenu(this.electron.Menu.buildFromTemplate([
      { label: 'Open LayerLoom', click: actions.open },
      { label: 'Save a checkpoint and quit', click: actions.quit },
    ]));
    this.tray.on('click', actions.open);
  }

  remove(): void {
    this.tray?.destroy();
    this.tray = undefined;
  }
}
