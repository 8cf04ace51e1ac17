/** Four decimals, so that a written table reads well and holds exactly the generated numbers. */
export function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
