/** The dialogs of the system, on top of the window. */
import { existsSync } from 'node:fs';
import type { BrowserWindow, FileFilter, OpenDialogOptions, SaveDialogOptions } from 'electron';
import type { NativeShell } from '../engine/shell/host/native-shell';
import type { ElectronApi } from './electron-api';

type Dialogs = Pick<ElectronApi['dialog'], 'showOpenDialog' | 'showSaveDialog'>;

export function nativeDialogs(dialog: Dialogs, window: () => BrowserWindow | undefined): Omit<NativeShell, 'offerMenu'> {
  const choose = async (options: OpenDialogOptions): Promise<string | undefined> => {
    const over = window();
    const { canceled, filePaths } = await (over ? dialog.showOpenDialog(over, options) : dialog.showOpenDialog(options));
    return canceled ? undefined : filePaths[0];
  };
  return {
    chooseFile: ({ title, endings }) => choose({ title, filters: filters(endings), properties: ['openFile'] }),
    chooseFolder: ({ title }) => choose({ title, properties: ['openDirectory', 'createDirectory'] }),
    chooseNewFile: async ({ title, name, endings }) => {
      const over = window();
      for (let defaultPath = name; ; ) {
        const options: SaveDialogOptions = { title, defaultPath, filters: filters(endings), properties: ['showOverwriteConfirmation', 'createDirectory'] };
        const { canceled, filePath } = await (over ? dialog.showSaveDialog(over, options) : dialog.showSaveDialog(options));
        if (canceled || filePath === '') return undefined;
        const complete = withEnding(filePath, endings);
        // A file of the completed name was not what the dialog has asked about.
        if (complete === filePath || !existsSync(complete)) return complete;
        defaultPath = complete;
      }
    },
  };
}

function withEnding(path: string, endings: readonly string[]): string {
  const [usual = ''] = endings;
  return endings.some((ending) => path.toLowerCase().endsWith(ending)) ? path : path + usual;
}

const TITLES: Readonly<Record<string, string>> = { loom: 'Networks', csv: 'Tables', onnx: 'Models', png: 'Pictures', jpg: 'Pictures' };

function filters(endings: readonly string[]): FileFilter[] {
  const extensions = endings.map((ending) => ending.slice(1));
  return extensions.length === 0 ? [] : [{ name: TITLES[extensions[0]!] ?? 'Files', extensions }];
}
