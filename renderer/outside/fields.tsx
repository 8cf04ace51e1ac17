/** The fields of a mapping: a name on the left, a choice or a number on the right. */
import { useId, useState, type ReactNode } from 'react';
import controls from '../design/controls.module.css';
import { Toggle } from '../design/toggle';
import styles from './outside.module.css';

export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h3>{title}</h3>
      <div className={styles.fields}>{children}</div>
    </section>
  );
}

interface ChoiceProps<Value extends string> {
  readonly title: string;
  readonly value: Value;
  readonly options: Readonly<Record<Value, string>> | readonly (readonly [Value, string])[];
  onChoose(value: Value): void;
}

export function Choice<Value extends string>({ title, value, options, onChoose }: ChoiceProps<Value>) {
  const id = useId();
  const list = (Array.isArray(options) ? options : Object.entries(options)) as readonly (readonly [Value, string])[];
  return (
    <>
      <label htmlFor={id}>{title}</label>
      <select id={id} className={controls.select} value={value} onChange={({ target }) => onChoose(target.value as Value)}>
        {list.map(([one, text]) => <option key={one} value={one}>{text}</option>)}
      </select>
    </>
  );
}

interface WholeProps {
  readonly title: string;
  readonly value: number;
  readonly from: number;
  readonly upTo?: number;
  onChange(value: number): void;
}

/** What is typed counts once it is a number in range; until then the field says what it wants. */
export function Whole({ title, value, from, upTo = 100_000, onChange }: WholeProps) {
  const id = useId();
  const [text, setText] = useState<string>();
  const isWrong = text !== undefined && !isWhole(text, from, upTo);
  return (
    <>
      <label htmlFor={id}>{title}</label>
      <div>
        <input
          id={id}
          className={styles.number}
          inputMode="numeric"
          autoComplete="off"
          aria-invalid={isWrong}
          value={text ?? String(value)}
          onChange={({ target }) => {
            setText(target.value);
            if (isWhole(target.value, from, upTo)) onChange(Number(target.value));
          }}
          onBlur={() => setText(undefined)}
        />
        {isWrong && <p className={styles.wrong} role="alert">{`A whole number from ${from} to ${upTo.toLocaleString('en')}.`}</p>}
      </div>
    </>
  );
}

function isWhole(text: string, from: number, upTo: number): boolean {
  return /^\d{1,7}$/.test(text.trim()) && Number(text) >= from && Number(text) <= upTo;
}

export function Yes({ title, value, onChange }: { readonly title: string; readonly value: boolean; onChange(value: boolean): void }) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{title}</label>
      <Toggle id={id} checked={value} onCheckedChange={onChange} />
    </>
  );
}

export function Share({ title, value, onChange }: { readonly title: string; readonly value: number; onChange(value: number): void }) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{title}</label>
      <div className={styles.slider}>
        <input id={id} type="range" min={0.01} max={1} step={0.01} value={value} onChange={({ target }) => onChange(target.valueAsNumber)} />
        <output htmlFor={id}>{value.toFixed(2)}</output>
      </div>
    </>
  );
}
