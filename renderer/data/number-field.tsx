import { useEffect, useId, useRef, useState } from 'react';
import { classes } from '../design/classes';
import styles from './fields.module.css';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** Whole numbers only. */
  readonly isWhole?: boolean;
  readonly unit?: string;
  readonly help?: string;
  /** `visit` is the same while the field has the keyboard. */
  onChange(value: number, visit: string): void;
}

let visits = 0;

/** A number that counts as soon as it makes sense; until then it stays in the field with a sentence. */
export function NumberField({ label, value, least, most, isWhole = false, unit, help, onChange }: NumberFieldProps) {
  const id = useId();
  const [text, setText] = useState(String(value));
  const [isWrong, setWrong] = useState(false);
  const visit = useRef('');
  const hasFocus = useRef(false);
  useEffect(() => {
    if (!hasFocus.current) setText(String(value));
  }, [value]);
  const change = (next: string): void => {
    setText(next);
    const number = Number(next);
    const fits = next.trim() !== '' && number >= least && number <= most && (!isWhole || Number.isInteger(number));
    setWrong(!fits);
    if (fits) onChange(number, visit.current);
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id} title={help}>{label}</label>
      <span className={classes(styles.box, isWrong && styles.wrong)}>
        <input
          id={id}
          value={text}
          inputMode={isWhole ? 'numeric' : 'decimal'}
          autoComplete="off"
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}-error` : undefined}
          onFocus={() => {
            hasFocus.current = true;
            visit.current = `number field ${++visits}`;
          }}
          onBlur={() => {
            hasFocus.current = false;
            setText(String(value));
            setWrong(false);
          }}
          onChange={({ target }) => change(target.value)}
        />
        {unit && <small>{unit}</small>}
      </span>
      {isWrong && <p id={`${id}-error`} role="alert" className={styles.error}>{`This must be ${isWhole ? 'a whole number' : 'a number'} from ${least} to ${most.toLocaleString('en')}.`}</p>}
    </div>
  );
}
