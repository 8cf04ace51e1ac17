/** Keys that mean the same in the editor as everywhere else. */
import { COMMANDS } from '../commands/index';
import type { Command } from '../commands/command';
import { keysOf, keysOfEvent } from '../commands/shortcuts';
import { useSession } from '../store/session-store';

const SHARED = new Set(['undo', 'redo', 'search', 'save', 'save-as', 'open', 'focus-mode', 'format-code', 'data', 'training', 'size-table', 'code', 'predict', 'problems']);

/** The command of the application that a press in the editor means, if any. */
export function editorCommand(event: KeyboardEvent): Command | undefined {
  const pressed = keysOfEvent(event)?.toLowerCase();
  // Keys without Ctrl or Alt are text.
  if (pressed === undefined || !(event.ctrlKey || event.metaKey || event.altKey)) return undefined;
  const { shortcuts } = useSession.getState();
  return COMMANDS.find((command) => SHARED.has(command.id) && keysOf(command, shortcuts).some((keys) => keys.toLowerCase() === pressed));
}
