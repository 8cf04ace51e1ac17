/** Keys as tinykeys writes them, in Electron's notation. */
const NAMES: Readonly<Record<string, string>> = {
  $mod: 'CmdOrCtrl',
  Control: 'Ctrl',
  Meta: 'Cmd',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Escape: 'Esc',
  ' ': 'Space',
  '+': 'Plus',
};
const MODIFIERS = new Set(['$mod', 'Control', 'Meta', 'Alt', 'Shift']);

/**
 * Undefined for keys that a menu must not take: a letter or sign alone is typed into fields, and two presses in a row are
 * more than a menu knows.
 */
export function acceleratorFor(keys: string): string | undefined {
  if (keys.includes(' ') && keys !== ' ') return undefined;
  const parts = keys.split(/\+(?=.)/);
  const isAlone = !parts.some((part) => MODIFIERS.has(part) && part !== 'Shift');
  const last = parts.at(-1) ?? '';
  if (isAlone && !/^F\d+$/.test(last)) return undefined;
  return parts.map((part) => NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join('+');
}
