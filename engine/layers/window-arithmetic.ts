/** Arithmetic of sliding windows over any number of axes; `unit` is what the axes are made of, for sentences. */
import { LayerProblem } from './define-layer';

export interface SlidingWindow {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: 'valid' | 'same' | 'explicit';
  /** Before each axis, then after each; read where padding is `explicit`. */
  readonly pads: readonly number[];
  readonly dilation: readonly number[];
}

/** Before each axis, then after each. */
export function padsFor(sizes: readonly number[], { kernel, stride, padding, pads, dilation }: SlidingWindow): number[] {
  if (padding === 'valid') return [...sizes, ...sizes].map(() => 0);
  if (padding === 'explicit') return [...pads];
  const total = sizes.map((length, axis) => {
    const positions = Math.ceil(length / stride[axis]!);
    const reach = dilation[axis]! * (kernel[axis]! - 1) + 1;
    return Math.max(0, (positions - 1) * stride[axis]! + reach - length);
  });
  const before = total.map((sum) => Math.floor(sum / 2));
  return [...before, ...total.map((sum, axis) => sum - before[axis]!)];
}

/** ⌊(n + p₀ + p₁ − d(f − 1) − 1)/s⌋ + 1 per axis. */
export function positionsFor(sizes: readonly number[], window: SlidingWindow, unit: string): number[] {
  const pads = padsFor(sizes, window);
  return sizes.map((length, axis) => {
    const padded = length + pads[axis]! + pads[axis + sizes.length]!;
    const reach = window.dilation[axis]! * (window.kernel[axis]! - 1) + 1;
    if (reach > padded) {
      throw new LayerProblem(`has a window of ${reach} ${unit}, larger than the ${padded} ${unit} it slides over`, {
        port: 'in',
        parameter: 'kernel',
        expected: `at most ${padded}`,
        found: `${reach}`,
        remedy: 'Use a smaller kernel or dilation, or more padding.',
      });
    }
    return Math.floor((padded - reach) / window.stride[axis]!) + 1;
  });
}

/** Positions of a pooling, whose every window must hold at least one real cell. */
export function pooledPositions(sizes: readonly number[], window: SlidingWindow, unit: string): number[] {
  const positions = positionsFor(sizes, window, unit);
  const pads = padsFor(sizes, window);
  const { kernel, stride, dilation } = window;
  sizes.forEach((length, axis) => {
    const widest = Math.max(pads[axis]!, pads[axis + sizes.length]!);
    if (widest >= kernel[axis]!) {
      throw new LayerProblem(`has ${widest} ${unit} of padding, as much as its window of ${kernel[axis]} or more`, {
        parameter: window.padding === 'same' ? 'padding' : 'pads',
        expected: `less than ${kernel[axis]}`,
        found: `${widest}`,
        remedy: 'Use less padding or dilation, or a larger kernel.',
      });
    }
    for (let position = 0; position < positions[axis]!; position++) {
      const first = position * stride[axis]! - pads[axis]!;
      // The first cell at or after the edge decides: cells before it lie on padding.
      const skipped = Math.max(0, Math.ceil(-first / dilation[axis]!));
      if (skipped < kernel[axis]! && first + skipped * dilation[axis]! < length) continue;
      throw new LayerProblem('has a window whose cells all lie on padding', {
        parameter: 'dilation',
        expected: `at least one of the ${unit} under every window`,
        found: `a dilation of ${dilation[axis]} over ${length} ${unit}`,
        remedy: 'Use less dilation or padding.',
      });
    }
  });
  return positions;
}

/** What a transposed convolution cuts off, and what it adds at the far ends. */
export function stampEdges({ kernel, stride, padding, pads, dilation }: SlidingWindow, outputPadding: readonly number[]): { readonly pads: readonly number[]; readonly outputPadding: readonly number[] } {
  if (padding === 'valid') return { pads: [...kernel, ...kernel].map(() => 0), outputPadding };
  if (padding === 'explicit') return { pads, outputPadding };
  const surplus = kernel.map((cells, axis) => dilation[axis]! * (cells - 1) + 1 - stride[axis]!);
  const cut = surplus.map((cells) => Math.max(0, cells));
  const before = cut.map((cells) => Math.floor(cells / 2));
  return { pads: [...before, ...cut.map((cells, axis) => cells - before[axis]!)], outputPadding: surplus.map((cells) => Math.max(0, -cells)) };
}

/** (n − 1)s − p₀ − p₁ + d(f − 1) + 1 + p_out per axis. */
export function stampedSizes(sizes: readonly number[], window: SlidingWindow, given: readonly number[], unit: string): number[] {
  const { kernel, stride, dilation } = window;
  const { pads, outputPadding } = stampEdges(window, given);
  return sizes.map((length, axis) => {
    // More would add cells that no convolution of this window reaches back from.
    if (outputPadding[axis]! >= stride[axis]!) {
      throw new LayerProblem(`has an output padding of ${outputPadding[axis]}, which must stay below its stride of ${stride[axis]}`, {
        parameter: 'outputPadding',
        expected: `less than ${stride[axis]}`,
        found: `${outputPadding[axis]}`,
      });
    }
    const stamped = (length - 1) * stride[axis]! + dilation[axis]! * (kernel[axis]! - 1) + 1 + outputPadding[axis]!;
    const cut = pads[axis]! + pads[axis + sizes.length]!;
    if (cut >= stamped) {
      throw new LayerProblem(`cuts ${cut} of ${stamped} ${unit}, so nothing is left`, { parameter: 'pads', expected: `less than ${stamped} in all`, found: `${cut}` });
    }
    return stamped - cut;
  });
}
