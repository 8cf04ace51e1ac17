/** Dialogs and menu of the shell around the windows, as the host asks for them. */
import { fail } from '../../core/diagnostic';
import type { ShellInput } from '../protocol';
import type { MenuCommand } from '../protocol/native';

/** Each dialog resolves with the chosen path, or undefined where a person changed their mind. */
export interface NativeShell {
  chooseFile(options: ShellInput<'dialog.open'>): Promise<string | undefined>;
  chooseNewFile(options: ShellInput<'dialog.save'>): Promise<string | undefined>;
  chooseFolder(options: ShellInput<'dialog.folder'>): Promise<string | undefined>;
  offerMenu(commands: readonly MenuCommand[]): void;
}

const noDialog = (): never => fail('no-system-dialogs', 'A browser has no dialogs for folders of this machine.', { remedy: 'Choose from the folders that LayerLoom lists.' });

/** Of a browser. */
export const NO_NATIVE_SHELL: NativeShell = { chooseFile: noDialog, chooseNewFile: noDialog, chooseFolder: noDialog, offerMenu: () => undefined };
