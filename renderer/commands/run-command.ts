import { showCommand } from '../store/presentation-store';
import { useSession } from '../store/session-store';
import type { Command } from './command';

/** Runs a command; in a presentation the room sees its name and keys, however it was called. */
export function runCommand(command: Command): void {
  command.run();
  const chosen = useSession.getState().shortcuts[command.id];
  showCommand(command.title, chosen === undefined ? command.keys?.[0] : chosen || undefined);
}
