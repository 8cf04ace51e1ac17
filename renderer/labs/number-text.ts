/** As people write it: 0.5, −1.25, 3; at most four digits after the point. */
export function plainNumber(value: number): string {
  return String(Number(value.toFixed(4))).replace('-', '−');
}

/** With its sign apart, as it stands within a sum: + 0.5, − 1.25. */
export function addend(value: number): string {
  return `${value < 0 ? '−' : '+'} ${plainNumber(Math.abs(value))}`;
}

/** (1, −0.5) */
export function vector(values: readonly number[]): string {
  return `(${values.map(plainNumber).join(', ')})`;
}
