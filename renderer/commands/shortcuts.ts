/** Keys of commands: chosen ones before built-in ones, how they are written, and listening for them. */
import { tinykeys } from 'tinykeys';
import { useLabelling } from '../labelling/labelling-store';
import { useSession } from '../store/session-store';
import type { Command } from './command';
import { COMMANDS } from './index';
import { runCommand } from './run-command';

export function keysOf(command: Command, chosen: Readonly<Record<string, string>>): readonly string[] {
  const own = chosen[command.id];
  return own === undefined ? (command.keys ?? []) : own === '' ? [] : [own];
}

/** The command that has these keys already, in the same scope. */
export function keysTaken(keys: string, chosen: Readonly<Record<string, string>>, except: string): Command | undefined {
  const scope = COMMANDS.find(({ id }) => id === except)?.scope;
  return COMMANDS.find((command) => command.id !== except && command.scope === scope && hasKeys(command, keys, chosen));
}

function hasKeys(command: Command, keys: string, chosen: Readonly<Record<string, string>>): boolean {
  return keysOf(command, chosen).some((other) => other.toLowerCase() === keys.toLowerCase());
}

/** Whether these keys mean this command now: where a scope is open, its own commands come first. */
function isMeant({ scope }: Command, keys: string, chosen: Readonly<Record<string, string>>): boolean {
  const open = useLabelling.getState().isOpen ? 'labels' : undefined;
  if (scope !== undefined) return scope === open;
  return open === undefined || !COMMANDS.some((command) => command.scope === open && hasKeys(command, keys, chosen));
}

export function chooseKeys(id: string, keys: string | undefined): void {
  useSession.setState(({ shortcuts }) => {
    const { [id]: _, ...others } = shortcuts;
    return { shortcuts: keys === undefined ? others : { ...others, [id]: keys } };
  });
}

const IS_MAC = typeof navigator !== 'undefined' && /Mac|iP/.test(navigator.platform);

const WRITTEN: Readonly<Record<string, string>> = {
  $mod: IS_MAC ? '⌘' : 'Ctrl',
  Alt: IS_MAC ? '⌥' : 'Alt',
  Shift: IS_MAC ? '⇧' : 'Shift',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

/** `$mod+Shift+z` as “Ctrl Shift Z”. */
export function writeKeys(keys: string): string {
  // The last sign may be a plus itself.
  const parts = keys.split(/\+(?=.)/);
  return parts.map((part) => WRITTEN[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(' ');
}

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The keys of a press, in the same notation; undefined for modifiers alone. */
export function keysOfEvent(event: Press, isMac = IS_MAC): string | undefined {
  if (['Control', 'Meta', 'Alt', 'Shift'].includes(event.key)) return undefined;
  // There Option writes signs of its own (Option 1 is “¡”), so that only the place on the keyboard says which key it was.
  const key = isMac && event.altKey ? (/^(?:Key|Digit)(.)$/.exec(event.code)?.[1]?.toLowerCase() ?? event.key) : event.key;
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  const modifiers = [(event.ctrlKey || event.metaKey) && '$mod', event.altKey && 'Alt', event.shiftKey && !isSign && 'Shift'].filter((part) => part !== false);
  return [...modifiers, key].join('+');
}

/** Where letters are text and arrows belong to the control. */
function belongsToControl(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]')) return true;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const movesOrPresses = ['Enter', ' ', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home'].includes(event.key);
  return isPlain && movesOrPresses && target.closest('button, a, [role="separator"], [role="tab"], [role="row"], [data-keys="own"]') !== null;
}

/** In fields and dialogs, these still reach the window. */
const EVERYWHERE = new Set(['search', 'save', 'save-as', 'open', 'focus-mode', 'presentation']);
/** These in fields: none of them is a key that writes or moves there. */
const IN_FIELDS = new Set(['train', 'pause-training', 'stop-training', 'export', 'next-place', 'previous-place', 'data', 'training', 'size-table', 'code', 'predict', 'problems']);

function reaches({ id }: Command, event: KeyboardEvent): boolean {
  if (!belongsToControl(event) || EVERYWHERE.has(id)) return true;
  const isModified = event.ctrlKey || event.metaKey || event.altKey || /^F\d/.test(event.key);
  // Lists that stand in a part of the window are left like fields; those that pop up are answered first.
  return IN_FIELDS.has(id) && isModified && (event.target as Element).closest('[role="dialog"], [role="menu"], [role="listbox"]:not([data-place] *)') === null;
}

/** Returns what stops listening. */
export function listenForShortcuts(refuse: (reason: string) => void): () => void {
  let stop = () => {};
  const listen = (): void => {
    stop();
    const { shortcuts } = useSession.getState();
    const handlers = new Map<string, ((event: KeyboardEvent) => void)[]>();
    for (const command of COMMANDS) {
      for (const keys of keysOf(command, shortcuts)) {
        const handle = handler(command, keys, refuse);
        for (const binding of bindings(keys)) handlers.set(binding, [...(handlers.get(binding) ?? []), handle]);
      }
    }
    // The same keys can mean one command in a scope and another elsewhere.
    stop = tinykeys(window, Object.fromEntries([...handlers].map(([binding, all]) => [binding, (event: KeyboardEvent) => { for (const handle of all) handle(event); }])));
  };
  listen();
  const unsubscribe = useSession.subscribe((now, before) => {
    if (now.shortcuts !== before.shortcuts) listen();
  });
  return () => {
    stop();
    unsubscribe();
  };
}

/** What to listen for. Signs need Shift on some keyboards and not on others; with Option a key of a Mac is known by its place. */
export function bindings(keys: string, isMac = IS_MAC): readonly string[] {
  const [, modifiers, key] = /^(.*\bAlt\+(?:.*\+)?)([a-z\d])$/i.exec(keys) ?? [];
  if (isMac && key !== undefined) return [`${modifiers}${/\d/.test(key) ? 'Digit' : 'Key'}${key.toUpperCase()}`];
  return keys.length === 1 && keys.toLowerCase() === keys.toUpperCase() && !/\d/.test(keys) ? [keys, `Shift+${keys}`] : [keys];
}

function handler(command: Command, keys: string, refuse: (reason: string) => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.defaultPrevented || !reaches(command, event) || !isMeant(command, keys, useSession.getState().shortcuts)) return;
    event.preventDefault();
    const reason = command.unavailable?.();
    if (reason === undefined) runCommand(command);
    else refuse(reason);
  };
}
