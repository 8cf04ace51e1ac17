/** The numbers that scripts/reference-layers.py fills inputs and tensors with: both sides make them, so none are stored. */
export function referenceValues(shape: readonly number[], seed: number, scale: number): Float32Array {
  const count = shape.reduce((product, size) => product * size, 1);
  let power = 1;
  for (let exponent = seed * 131 + 1; exponent > 0; exponent--) power = (power * 5) % 2003;
  return Float32Array.from({ length: count }, () => {
    const value = (power / 1001 - 1) * scale;
    power = (power * 5) % 2003;
    return value;
  });
}

export function referenceTensor(name: string, shape: readonly number[]): Float32Array {
  const seed = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const values = referenceValues(shape, seed, 1);
  return name === 'running_var' ? values.map((value) => Math.abs(value) + 0.5) : values;
}
