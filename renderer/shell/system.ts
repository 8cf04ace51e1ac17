/** The system around the window, where there is one: its menu bar, its dialogs, the documents it opens with us. */
import type { ShellClient } from '../../engine/shell/client';
import type { MenuCommand } from '../../engine/shell/protocol/native';
import { COMMANDS, tryCommand } from '../commands';
import { keysOf } from '../commands/shortcuts';
import { notify, useSession } from '../store/session-store';
import { report } from './connection';
import { openFile } from './documents';
import { hasSystemDialogs } from './electron-port';

/** In a field these act on its text. */
const TEXT_ACTIONS: Readonly<Record<string, string>> = { undo: 'undo', redo: 'redo', 'select-all': 'selectAll' };
const CLIPBOARD_COMMANDS = ['cut', 'copy', 'paste'] as const;

function isInText(): boolean {
  return document.activeElement?.closest('input, textarea, [contenteditable="true"]') != null;
}

function runCommand(id: string): void {
  const command = COMMANDS.find((one) => one.id === id);
  if (command) tryCommand(command, (reason) => notify(reason));
}

function choose(id: string): void {
  const action = TEXT_ACTIONS[id];
  if (action !== undefined && isInText()) document.execCommand(action);
  else runCommand(id);
}

function menuCommands(): readonly MenuCommand[] {
  const { shortcuts } = useSession.getState();
  return COMMANDS.map((command) => {
    const [keys] = keysOf(command, shortcuts);
    return { id: command.id, title: command.title, group: command.group, ...(keys !== undefined && { keys }) };
  });
}

/** Does nothing in a browser. */
export function followSystem(client: ShellClient): void {
  if (!hasSystemDialogs()) return;
  const offer = (): void => void client.request('menu.offer', { commands: menuCommands() }).catch(report);
  client.on('menu.chosen', ({ command }) => choose(command));
  client.on('document.wanted', ({ path }) => void openFile(path));
  client.onState((state) => {
    if (state === 'open') offer();
  });
  useSession.subscribe((now, before) => {
    if (now.shortcuts !== before.shortcuts) offer();
  });
  // The Edit menu of macOS takes these keys before the page hears them, and then tells of them in its own way.
  for (const name of CLIPBOARD_COMMANDS) document.addEventListener(name, () => !isInText() && runCommand(name));
}
