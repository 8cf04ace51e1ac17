import { useEffect, useState } from 'react';
import styles from './recording.module.css';

interface NameFieldProps {
  readonly name: string;
  readonly label: string;
  rename(text: string): Promise<string | undefined> | string | undefined;
}

/** Takes the new name when it is left or Enter is pressed; Escape brings the old one back. */
export function NameField({ name, label, rename }: NameFieldProps) {
  const [text, setText] = useState(name);
  const [problem, setProblem] = useState<string>();
  // The name also changes when something is taken back.
  useEffect(() => setText(name), [name]);
  const commit = async (): Promise<void> => setProblem(await rename(text));
  return (
    <span className={styles.name}>
      <input
        aria-label={label}
        value={text}
        aria-invalid={problem !== undefined}
        onChange={({ target }) => setText(target.value)}
        onBlur={() => void commit()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void commit();
          if (event.key === 'Escape') {
            setText(name);
            setProblem(undefined);
          }
        }}
      />
      {problem !== undefined && <small role="alert">{problem}</small>}
    </span>
  );
}
