/** A number or a class for the network. Empty means: as in the row. */
import { useEffect, useId, useState } from 'react';
import type { FeatureColumn } from '../../engine/run/signature';
import controls from '../design/controls.module.css';
import { classes as joined } from '../design/classes';
import { useMaps } from '../maps/maps-store';
import { valueText } from '../maps/answer-text';
import { useData } from '../store/data-store';
import { giveInput, useInputs } from './inputs-store';
import styles from './predict.module.css';

export function ValueInput({ column }: { readonly column: FeatureColumn }) {
  return column.kind === 'category' ? <ClassInput column={column} /> : <NumberInput column={column} />;
}

function useRowValue(name: string): string | undefined {
  return useMaps((state) => state.look?.values?.[name]);
}

function NumberInput({ column: { name } }: { readonly column: FeatureColumn }) {
  const id = useId();
  const given = useInputs((state) => state.given[name]);
  const statistics = useData((state) => state.summary?.columns.find((column) => column.name === name)?.statistics);
  const row = useRowValue(name);
  const [text, setText] = useState('');
  useEffect(() => {
    if (given === undefined) setText('');
  }, [given]);
  const isWrong = text.trim() !== '' && !Number.isFinite(Number(text));
  const change = (next: string): void => {
    setText(next);
    if (next.trim() === '') giveInput(name, undefined);
    else if (Number.isFinite(Number(next))) giveInput(name, Number(next));
  };
  const usual = statistics && `${valueText(statistics.mean)} ± ${valueText(statistics.standardDeviation)}`;
  return (
    <div className={styles.value}>
      <label htmlFor={id}>{name}</label>
      <input id={id} className={joined(styles.field, isWrong && styles.wrong)} inputMode="decimal" autoComplete="off" value={text} placeholder={row ?? usual ?? 'number'} aria-invalid={isWrong} aria-describedby={`${id}-about`} onChange={({ target }) => change(target.value)} />
      <small id={`${id}-about`} className={isWrong ? styles.error : styles.hint}>{isWrong ? 'This must be a number.' : (usual ?? '')}</small>
    </div>
  );
}

function ClassInput({ column: { name, classes = [] } }: { readonly column: FeatureColumn }) {
  const id = useId();
  const given = useInputs((state) => state.given[name]);
  const row = useRowValue(name);
  return (
    <div className={styles.value}>
      <label htmlFor={id}>{name}</label>
      <select id={id} className={controls.select} value={given === undefined ? '' : String(given)} onChange={({ target }) => giveInput(name, target.value === '' ? undefined : target.value)}>
        <option value="">{row === undefined ? 'Choose' : `${row}, as in the row`}</option>
        {classes.map((label) => <option key={label} value={label}>{label}</option>)}
      </select>
    </div>
  );
}
