/** The classes of the folder: the one that is drawn next, how often each was drawn, and new ones. */
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState, type CSSProperties, type FormEvent } from 'react';
import { LoomError } from '../../engine/core/diagnostic';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Tip } from '../design/tip';
import { formatCount, plural } from '../network/text';
import { addClass, chooseClass, removeClass, renameClass } from './label-classes';
import { useLabelling } from './labelling-store';
import styles from './labelling.module.css';

/** Only so many have a digit. */
const DIGITS = 9;
const COLOURS = 10;

export function colourOf(place: number): CSSProperties {
  return { '--class': `var(--class-${place % COLOURS})` } as CSSProperties;
}

export function ClassPanel() {
  const categories = useLabelling((state) => state.categories);
  return (
    <section className={styles.part} aria-labelledby="label-classes">
      <header>
        <h2 id="label-classes">Classes</h2>
        <small>{formatCount(categories.length)}</small>
      </header>
      {categories.length === 0 && <p className={styles.hint}>Name what you look for, such as cup or bolt. What is drawn before is called object.</p>}
      <ul className={styles.rows}>{categories.map(({ id, name }, place) => <ClassRow key={id} id={id} name={name} place={place} />)}</ul>
      <NewClass />
    </section>
  );
}

function ClassRow({ id, name, place }: { readonly id: number; readonly name: string; readonly place: number }) {
  const isChosen = useLabelling((state) => state.category === id);
  const uses = useLabelling((state) => state.uses.get(id) ?? 0);
  const [isNaming, setNaming] = useState(false);
  const reason = uses > 0 ? `It has ${plural(uses, 'object')}.` : undefined;
  if (isNaming) return <li className={styles.row}><ClassName id={id} name={name} onDone={() => setNaming(false)} /></li>;
  return (
    <li className={classes(styles.row, isChosen && styles.chosen)}>
      <button type="button" className={styles.pick} aria-pressed={isChosen} onClick={() => chooseClass(id)} onDoubleClick={() => setNaming(true)}>
        <i className={styles.colour} style={colourOf(place)} aria-hidden />
        <span title={name}>{name}</span>
        <small aria-label={plural(uses, 'object')}>{formatCount(uses)}</small>
        <kbd className={styles.key} aria-hidden>{place < DIGITS ? place + 1 : ''}</kbd>
      </button>
      <span className={styles.tools}>
        <Tip text="Rename the class" side="left">
          <button type="button" className={controls.icon} aria-label={`Rename ${name}`} onClick={() => setNaming(true)}><Pencil size={13} aria-hidden /></button>
        </Tip>
        <Tip text="Remove the class" reason={reason} side="left">
          <button type="button" className={controls.icon} aria-label={`Remove ${name}`} aria-disabled={reason !== undefined} onClick={() => removeClass(id)}><Trash2 size={13} aria-hidden /></button>
        </Tip>
      </span>
    </li>
  );
}

function ClassName({ id, name, onDone }: { readonly id: number; readonly name: string; onDone(): void }) {
  const [text, setText] = useState(name);
  const [problem, setProblem] = useState<string>();
  const commit = (): void => {
    const reason = text.trim() === name ? undefined : reasonOf(() => renameClass(id, text));
    setProblem(reason);
    if (reason === undefined) onDone();
  };
  return (
    <form className={classes(styles.add, styles.pick)} onSubmit={(event) => { event.preventDefault(); commit(); }}>
      <input
        className={styles.field}
        aria-label="Name of the class"
        aria-invalid={problem !== undefined}
        value={text}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was asked for with the button that stood here
        autoFocus
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => setText(target.value)}
        onBlur={() => (problem === undefined ? commit() : onDone())}
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
      />
      {problem !== undefined && <p role="alert">{problem}</p>}
    </form>
  );
}

function NewClass() {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const reason = reasonOf(() => addClass(text));
    setProblem(reason);
    if (reason === undefined) setText('');
  };
  return (
    <form className={styles.add} onSubmit={add}>
      <input className={styles.field} aria-label="Name of a new class" aria-invalid={problem !== undefined} placeholder="New class" value={text} onChange={({ target }) => { setText(target.value); setProblem(undefined); }} />
      <Tip text="Add the class" side="left">
        <button type="submit" className={controls.icon} aria-label="Add the class"><Plus size={15} aria-hidden /></button>
      </Tip>
      {problem !== undefined && <p role="alert">{problem}</p>}
    </form>
  );
}

function reasonOf(change: () => void): string | undefined {
  try {
    change();
    return undefined;
  } catch (error) {
    if (error instanceof LoomError) return error.diagnostics[0]!.message;
    throw error;
  }
}
