/** Gradient norms as colours and widths of wires: a logarithmic scale from 1e-6 to 10, in steps, so that small changes draw nothing anew. */

/** Powers of ten at the ends; what lies beyond is shown as the end. */
export const SCALE_ENDS = { low: -6, high: 1 } as const;
export const SCALE_STEPS = 14;

const THINNEST = 1.75;
const WIDEST = 4;

/** 0 … SCALE_STEPS − 1. */
export function gradientStep(norm: number): number {
  const share = (Math.log10(norm) - SCALE_ENDS.low) / (SCALE_ENDS.high - SCALE_ENDS.low);
  return Math.min(SCALE_STEPS - 1, Math.max(0, Math.floor(share * SCALE_STEPS)));
}

export function gradientColor(step: number): string {
  return `var(--gradient-${step})`;
}

/** In pixels of the canvas. */
export function gradientWidth(step: number): number {
  return THINNEST + ((WIDEST - THINNEST) * step) / (SCALE_STEPS - 1);
}

/** `3.2e-3`, as on the legend. */
export function normText(norm: number): string {
  return norm === 0 ? '0' : norm.toExponential(1);
}
