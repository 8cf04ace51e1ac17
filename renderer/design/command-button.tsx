import type { LucideIcon } from 'lucide-react';
import type { Command } from '../commands/command';
import { tryCommand } from '../commands/index';
import { keysOf } from '../commands/shortcuts';
import { useDocument } from '../store/document-store';
import { notify, useSession } from '../store/session-store';
import { useBindingReport } from '../store/binding-store';
import { useShell } from '../shell/shell-store';
import { classes } from './classes';
import { Tip } from './tip';
import styles from './controls.module.css';

/** Whether a command can be run now, kept up to date with everything that conditions read. */
export function useUnavailable(command: Command): string | undefined {
  useDocument((state) => state.history);
  useSession((state) => state.selection);
  useSession((state) => state.place);
  useShell((state) => state.connection);
  useBindingReport();
  return command.unavailable?.();
}

interface CommandButtonProps {
  readonly command: Command;
  readonly icon?: LucideIcon;
  /** A short word on the button in place of an icon alone. */
  readonly label?: string;
  readonly tip?: string;
  readonly isPressed?: boolean;
  readonly isPrimary?: boolean;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
}

/** A button for a command: its name, shortcut, and why it cannot be used now. */
export function CommandButton({ command, icon: Icon, label, tip, isPressed, isPrimary, side }: CommandButtonProps) {
  const reason = useUnavailable(command);
  const keys = useSession((state) => keysOf(command, state.shortcuts)[0]);
  const text = tip ?? command.title;
  return (
    <Tip text={text} keys={keys} reason={reason} {...(side && { side })}>
      {/* Not `disabled`: a button that says why it does nothing must still be reachable. */}
      <button
        type="button"
        className={label === undefined ? styles.icon : classes(styles.button, isPrimary && styles.primary)}
        aria-disabled={reason !== undefined}
        aria-label={label ?? text}
        aria-pressed={isPressed}
        onClick={() => tryCommand(command, (why) => notify(why))}
      >
        {Icon && <Icon size={16} strokeWidth={1.8} aria-hidden />}
        {label}
      </button>
    </Tip>
  );
}
