import { useEffect, useState } from 'react';
import type { Kernel } from '../../../engine/labs/kernels';
import styles from './convolution.module.css';

interface KernelFieldsProps {
  readonly title: string;
  readonly kernel: Kernel;
  onChange(kernel: Kernel): void;
}

export function KernelFields({ title, kernel, onChange }: KernelFieldsProps) {
  const change = (row: number, column: number, value: number): void => onChange(kernel.map((cells, y) => cells.map((cell, x) => (y === row && x === column ? value : cell))));
  return (
    <div className={styles.kernel} role="group" aria-label={`Numbers of the kernel ${title}`} style={{ gridTemplateColumns: `repeat(${kernel.length}, auto)` }}>
      {kernel.flatMap((cells, row) => cells.map((cell, column) => <Cell key={`${row} ${column}`} label={`Row ${row + 1}, column ${column + 1}`} value={cell} onChange={(value) => change(row, column, value)} />))}
    </div>
  );
}

interface CellProps {
  readonly label: string;
  readonly value: number;
  onChange(value: number): void;
}

/** What is being typed stays as it is, also where it is no number yet. */
function Cell({ label, value, onChange }: CellProps) {
  const shown = String(Number(value.toFixed(4)));
  const [text, setText] = useState(shown);
  useEffect(() => setText((typed) => (Number(typed) === value ? typed : shown)), [value, shown]);
  return (
    <input
      type="text"
      inputMode="decimal"
      aria-label={label}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        const number = Number(target.value);
        if (target.value.trim() !== '' && Number.isFinite(number)) onChange(number);
      }}
      onBlur={() => setText(shown)}
    />
  );
}
