/** Values of ours as they stand in Python source. */
export function pythonTuple(values: readonly number[]): string {
  return `(${values.join(', ')}${values.length === 1 ? ',' : ''})`;
}

export function pythonBoolean(value: boolean): string {
  return value ? 'True' : 'False';
}
