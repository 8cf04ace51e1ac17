/** Every shortcut, to read and to change. */
import { RotateCcw } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { Command } from '../commands/command';
import { COMMANDS } from '../commands/index';
import { chooseKeys, keysOf, keysOfEvent, keysTaken, writeKeys } from '../commands/shortcuts';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Keys } from '../design/keys';
import { Modal } from '../design/modal';
import { Tip } from '../design/tip';
import { useSession } from '../store/session-store';
import styles from './shortcuts-dialog.module.css';

export function ShortcutsDialog() {
  const isOpen = useSession((state) => state.dialog === 'shortcuts');
  const shortcuts = useSession((state) => state.shortcuts);
  const [words, setWords] = useState('');
  const shown = COMMANDS.filter(({ title, group }) => `${group} ${title}`.toLowerCase().includes(words.toLowerCase()));
  const groups = [...new Set(shown.map(({ group }) => group))];
  return (
    <Modal
      isOpen={isOpen}
      onClose={() => useSession.setState({ dialog: undefined })}
      title="Keyboard shortcuts"
      size="wide"
      tools={
        <label className={classes(controls.search, styles.filter)}>
          <input aria-label="Filter the shortcuts" placeholder="Filter" value={words} onChange={({ target }) => setWords(target.value)} />
        </label>
      }
    >
      <div className={styles.body}>
        {groups.map((group) => (
          <section key={group} className={styles.group}>
            <h3>{group}</h3>
            {shown.filter((command) => command.group === group).map((command) => <ShortcutRow key={command.id} command={command} chosen={shortcuts} />)}
          </section>
        ))}
      </div>
      <footer className={styles.footer}>Press a shortcut to change it. Backspace takes it away, Escape leaves it as it is.</footer>
    </Modal>
  );
}

function ShortcutRow({ command, chosen }: { readonly command: Command; readonly chosen: Readonly<Record<string, string>> }) {
  const [isListening, setListening] = useState(false);
  const [taken, setTaken] = useState<string>();
  const keys = keysOf(command, chosen)[0];

  const listen = (event: KeyboardEvent): void => {
    if (!isListening || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    const pressed = keysOfEvent(event);
    if (pressed === undefined) return;
    setListening(pressed !== 'Escape' && pressed !== 'Backspace' && keysTaken(pressed, chosen, command.id) !== undefined);
    setTaken(undefined);
    if (pressed === 'Escape') return;
    if (pressed === 'Backspace') return chooseKeys(command.id, '');
    const other = keysTaken(pressed, chosen, command.id);
    if (other) setTaken(`${writeKeys(pressed)} is “${other.title}”.`);
    else chooseKeys(command.id, pressed);
  };
  return (
    <div className={styles.row}>
      <span>
        <span id={`title-${command.id}`}>{command.title}</span>
        {taken !== undefined && <small role="alert">{taken}</small>}
      </span>
      {chosen[command.id] !== undefined && (
        <Tip text="As it was at first" side="left">
          <button type="button" className={controls.icon} aria-label={`Reset the shortcut of ${command.title}`} onClick={() => chooseKeys(command.id, undefined)}>
            <RotateCcw size={12} aria-hidden />
          </button>
        </Tip>
      )}
      <button
        type="button"
        className={classes(styles.keys, isListening && styles.listening)}
        id={`keys-${command.id}`}
        aria-labelledby={`title-${command.id} keys-${command.id}`}
        onClick={() => setListening(true)}
        onBlur={() => {
          setListening(false);
          setTaken(undefined);
        }}
        onKeyDown={listen}
      >
        {isListening ? 'Press keys' : keys === undefined ? 'None' : <Keys keys={keys} />}
      </button>
    </div>
  );
}
