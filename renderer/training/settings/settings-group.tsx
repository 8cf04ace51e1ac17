/** A group of settings, and a setting that is chosen from a table. */
import { useId, type ReactNode } from 'react';
import controls from '../../design/controls.module.css';
import { Tip } from '../../design/tip';
import styles from './settings.module.css';

export function SettingsGroup({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.group} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

interface NamedChoiceProps {
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly choices: readonly { readonly name: string; readonly title: string }[];
  onChoose(name: string): void;
}

export function NamedChoice({ label, help, value, choices, onChoose }: NamedChoiceProps) {
  const id = useId();
  return (
    <div className={styles.choice}>
      <Tip text={help} side="left">
        <label htmlFor={id}>{label}</label>
      </Tip>
      <select id={id} className={controls.select} value={value} onChange={({ target }) => onChoose(target.value)}>
        {choices.map(({ name, title }) => (
          <option key={name} value={name}>{title}</option>
        ))}
      </select>
    </div>
  );
}
