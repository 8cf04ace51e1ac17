/** A text that takes effect when it is left or Enter is pressed; Escape gives the old one back. */
import { useEffect, useId, useState } from 'react';
import { LoomError } from '../../engine/core/diagnostic';
import styles from './inspector.module.css';

interface CommitFieldProps {
  readonly label: string;
  readonly value: string;
  readonly className?: string | undefined;
  readonly placeholder?: string;
  /** Gets the text without spaces around it; may throw LoomError, whose sentence then stands below. */
  onCommit(text: string): void;
}

export function CommitField({ label, value, className, placeholder, onCommit }: CommitFieldProps) {
  const id = useId();
  const [text, setText] = useState(value);
  const [error, setError] = useState<string>();
  useEffect(() => {
    setText(value);
    setError(undefined);
  }, [value]);

  const commit = (): void => {
    const wanted = text.trim();
    setError(undefined);
    if (wanted === value) return setText(value);
    try {
      onCommit(wanted);
    } catch (problem) {
      if (!(problem instanceof LoomError)) throw problem;
      setError(problem.message);
    }
  };
  return (
    <>
      <input
        className={className}
        aria-label={label}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : id}
        placeholder={placeholder}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => setText(target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key !== 'Escape' || text === value) return;
          event.preventDefault();
          setText(value);
          setError(undefined);
        }}
      />
      {error !== undefined && <p id={id} className={styles.error} role="alert">{error}</p>}
    </>
  );
}
