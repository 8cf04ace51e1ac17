/** The controls of playgrounds: a label, what it stands at, and the means to change it. */
import { Dices } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import controls from '../design/controls.module.css';
import { Tip } from '../design/tip';
import styles from './fields.module.css';

export function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.group} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** How the value reads; as it is unless given. */
  readonly text?: (value: number) => string;
  onChange(value: number): void;
}

export function Slider({ label, value, min, max, step, text = String, onChange }: SliderProps) {
  const id = useId();
  return (
    <div className={styles.slider}>
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id}>{text(value)}</output>
      <input id={id} type="range" min={min} max={max} step={step} value={value} aria-valuetext={text(value)} onChange={({ target }) => onChange(Number(target.value))} />
    </div>
  );
}

interface StopsProps {
  readonly label: string;
  readonly value: number;
  /** The values there are to choose from, in order. */
  readonly stops: readonly number[];
  onChange(value: number): void;
}

/** A slider over chosen values, such as learning rates, whose steps are ratios. */
export function Stops({ label, value, stops, onChange }: StopsProps) {
  return <Slider label={label} value={stops.indexOf(value)} min={0} max={stops.length - 1} step={1} text={(index) => String(stops[index] ?? value)} onChange={(index) => onChange(stops[index]!)} />;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T | undefined;
  readonly choices: readonly { readonly value: T; readonly title: string }[];
  onChange(value: T): void;
}

/** One of a few, all in sight. */
export function Segments<T extends string>({ label, value, choices, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className={styles.segments}>
      <span id={id}>{label}</span>
      <div role="group" aria-labelledby={id} className={controls.segments}>
        {choices.map((choice) => (
          <button key={choice.value} type="button" className={controls.segment} aria-pressed={choice.value === value} onClick={() => onChange(choice.value)}>
            {choice.title}
          </button>
        ))}
      </div>
    </div>
  );
}

export function Choice<T extends string>({ label, value, choices, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>{label}</label>
      <select id={id} className={controls.select} value={value ?? ''} onChange={({ target }) => onChange(target.value as T)}>
        {value === undefined && <option value="">Own</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>{choice.title}</option>
        ))}
      </select>
    </div>
  );
}

const MOST_SEED = 9999;

export function Seed({ value, onChange }: { readonly value: number; onChange(value: number): void }) {
  const id = useId();
  const change = (text: string): void => {
    const seed = Number(text);
    if (text !== '' && Number.isInteger(seed) && seed >= 0 && seed <= MOST_SEED) onChange(seed);
  };
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>Seed</label>
      <span className={styles.seed}>
        <input id={id} type="number" min={0} max={MOST_SEED} value={value} onChange={({ target }) => change(target.value)} />
        <Tip text="The next seed: other points, another start">
          <button type="button" className={controls.icon} aria-label="Next seed" onClick={() => onChange((value + 1) % (MOST_SEED + 1))}>
            <Dices size={15} aria-hidden />
          </button>
        </Tip>
      </span>
    </div>
  );
}

/** Numbers with their names, aligned. */
export function Figures({ label, figures }: { readonly label: string; readonly figures: readonly (readonly [name: string, value: string])[] }) {
  return (
    <dl className={styles.figures} aria-label={label}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
