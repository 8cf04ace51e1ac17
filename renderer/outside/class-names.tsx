/** The names of the classes, in the order of their scores, one in each line. */
import { useId, useState } from 'react';
import styles from './outside.module.css';

export function ClassNames({ names, onChange }: { readonly names: readonly string[]; onChange(names: readonly string[]): void }) {
  const id = useId();
  const [text, setText] = useState<string>();
  const change = (written: string): void => {
    setText(written);
    onChange(namesIn(written));
  };
  return (
    <section className={styles.section}>
      <h3><label htmlFor={id}>Class names</label><span className={styles.count}>{names.length}</span></h3>
      <textarea id={id} className={styles.names} rows={6} spellCheck={false} placeholder="One in each line, in the order of the scores" value={text ?? names.join('\n')} onChange={({ target }) => change(target.value)} onBlur={() => setText(undefined)} />
    </section>
  );
}

/** Empty lines in between are classes without a name; those at the end are none. */
export function namesIn(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1).map((line, index) => line || `class ${index}`);
}
