/** A slider over 0 … 1 with its number. A label names the first thing in it that can be named, which is the number: the slider has a name of its own. */
import styles from './xray.module.css';

interface ThresholdProps {
  readonly title: string;
  readonly value: number;
  /** How the number is written. */
  readonly text: string;
  /** Small values get more of the way where this is above 1: scores of untrained networks are small. */
  readonly power?: number;
  onChange(value: number): void;
}

export function Threshold({ title, value, text, power = 1, onChange }: ThresholdProps) {
  return (
    <label className={styles.slider}>
      <span>
        {title}
        <output>{text}</output>
      </span>
      <input type="range" aria-label={title} min={0} max={1} step={0.005} value={value ** (1 / power)} aria-valuetext={text} onChange={({ target }) => onChange(target.valueAsNumber ** power)} />
    </label>
  );
}
