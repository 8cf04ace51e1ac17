/** The numbers of every update, as one works them out on paper. */
import { useEffect, useRef } from 'react';
import type { Pattern, PerceptronRule, PerceptronUpdate } from '../../../engine/labs/perceptron';
import { plainNumber, vector } from '../number-text';
import styles from './update-table.module.css';

interface UpdateTableProps {
  readonly updates: readonly PerceptronUpdate[];
  readonly patterns: readonly Pattern[];
  readonly setting: PerceptronRule;
}

export function UpdateTable({ updates, patterns, setting }: UpdateTableProps) {
  const heads = ['', 'x₁', 'x₂', 't', 'z', 'y', 't − y', 'w₁', 'w₂', ...(setting.hasBias ? ['b'] : [])];
  const rows = updates.map(({ pattern, z, output, error, after }, index) => {
    const { inputs, target } = patterns[pattern]!;
    return [`${index + 1}`, ...[...inputs, target, z, output, error, ...after.weights, ...(setting.hasBias ? [after.bias] : [])].map(plainNumber)];
  });
  return (
    <>
      <p className={styles.formula} role="status">{updates.length > 0 ? sentence(updates.at(-1)!, patterns, setting) : 'Press Step: one pattern, one update, every number of it.'}</p>
      <PlainTable label="Updates" heads={heads} rows={rows} />
    </>
  );
}

function sentence({ pattern, error, before, after }: PerceptronUpdate, patterns: readonly Pattern[], { rate }: PerceptronRule): string {
  if (error === 0) return `t = y, so w stays ${vector(after.weights)}`;
  return `w ← ${vector(before.weights)} + ${plainNumber(rate)} · (${plainNumber(error)}) · ${vector(patterns[pattern]!.inputs)} = ${vector(after.weights)}`;
}

interface PlainTableProps {
  readonly label: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function PlainTable({ label, heads, rows }: PlainTableProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (frame.current) frame.current.scrollTop = frame.current.scrollHeight;
  }, [rows.length]);
  return (
    <div ref={frame} className={styles.frame} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>{heads.map((head) => (head === '' ? <td key={head} /> : <th key={head} scope="col">{head}</th>))}</tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>{row.map((cell, column) => <td key={column}>{cell}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

