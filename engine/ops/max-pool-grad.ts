import { allocate } from '../core/dtype';
import { elementCount, staticElementCount } from '../core/shape';
import type { Builder } from './builder';
import { preferring } from './formulation';
import { defineComposite, type LoweringTarget } from './define-op';
import type { Value } from './graph';
import type { PoolAttributes } from './max-pool';
import { canTile, maxPoolMasks } from './max-pool-masks';
import { spatialSizes, windowCells, windowOffsets } from './window';

/** Operands: x, y = MaxPool(x), dy; result like x. Where several cells tie, the first takes the gradient, on every backend. */
export const maxPoolGrad = defineComposite<PoolAttributes>({
  name: 'MaxPoolGrad',
  summary: 'sends each gradient of a max pooling back to the cell that won; overlapping windows add up',
  infer: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
  gradient: { notDifferentiable: 'second derivatives are not taken' },
  expand: ({ builder, inputs, attributes, target }) => {
    const [x, y, dy] = [inputs[0]!, inputs[1]!, inputs[2]!];
    if (target.backend !== 'cpu') return [byOffsets(builder, x, y, dy, attributes)];
    const isTiled = canTile(attributes) && chooseForm(x, attributes, target) === 'masks';
    return [isTiled ? maxPoolMasks(builder, x, y, dy, attributes) : byIndices(builder, x, dy, attributes)];
  },
});

/** Masks copy every cell of the picture several times, which pays off while an image fits into the cache nearby. */
const FEW_CELLS = 8192;

function chooseForm(x: Value, { kernel }: PoolAttributes, target: LoweringTarget): 'masks' | 'scatter' {
  const sample = x.shape.slice(1);
  const preferred = staticElementCount(sample) <= FEW_CELLS ? 'masks' : 'scatter';
  return target.choose('MaxPoolGrad', `${sample.join('×')} by ${kernel.join('×')}`, preferring(preferred, ['masks', 'scatter']));
}

function byIndices(b: Builder, x: Value, dy: Value, attributes: PoolAttributes): Value {
  const indices = b.apply('MaxPoolWithIndices', [x], attributes)[1]!;
  const count = elementCount(dy.shape);
  const zeros = b.reshape(b.one('ZerosLike', [x], {}), [elementCount(x.shape)]);
  const scattered = b.one('ScatterElements', [zeros, b.reshape(indices, [count]), b.reshape(dy, [count])], { axis: 0, reduction: 'add' });
  return b.reshape(scattered, x.shape);
}

/**
 * Visits the cells of the window in order; a window gives its gradient to the first cell that equals its maximum. Each
 * cell's share is put back by a transposed convolution with a one at the cell's place, all channels in one pass.
 */
function byOffsets(b: Builder, x: Value, y: Value, dy: Value, { kernel, strides, pads, dilations }: PoolAttributes): Value {
  const [input, output] = [spatialSizes(x.shape), spatialSizes(y.shape)];
  const rank = input.length;
  const reach = output.map((size, axis) => (size - 1) * strides[axis]! + (kernel[axis]! - 1) * dilations[axis]! + 1);
  const after = reach.map((size, axis) => Math.max(0, size - input[axis]! - pads[axis]!));
  const around = [0, 0, ...pads.slice(0, rank), 0, 0, ...after];
  const padded = around.some((pad) => pad > 0) ? b.one('Pad', [x], { pads: around, value: -3.4028234e38 }) : x;
  const size = spatialSizes(padded.shape);

  let open = b.equal(y, y);
  let total: Value | undefined;
  for (const offset of windowOffsets(kernel)) {
    const starts = offset.map((at, axis) => at * dilations[axis]!);
    const cell = windowCells(b, padded, offset, output, { strides, dilations });
    const wins = b.one('And', [b.equal(cell, y), open], {});
    open = b.one('And', [open, b.one('Not', [wins], {})], {});
    const share = spread(b, b.where(wins, dy, 0), strides);
    const placed = spatialSizes(share.shape);
    const margins = [0, 0, ...starts, 0, 0, ...size.map((whole, axis) => whole - starts[axis]! - placed[axis]!)];
    const term = margins.some((margin) => margin > 0) ? b.one('Pad', [share], { pads: margins, value: 0 }) : share;
    total = total ? b.add(total, term) : term;
  }
  const starts = pads.slice(0, rank);
  if (around.every((pad) => pad === 0)) return total!;
  return b.one('Slice', [total!], { starts, ends: starts.map((start, axis) => start + input[axis]!), axes: input.map((_, axis) => axis + 2), steps: starts.map(() => 1) });
}

/** Puts stride − 1 zeros between neighbours: a transposed convolution by a single one, channel by channel. */
function spread(b: Builder, x: Value, strides: readonly number[]): Value {
  if (strides.every((stride) => stride === 1)) return x;
  const sizes = spatialSizes(x.shape);
  const one = allocate('float32', 1).fill(1);
  const weight = b.constant({ dtype: 'float32', shape: [1, 1, ...sizes.map(() => 1)], data: one });
  const flat = b.reshape(x, [elementCount(x.shape.slice(0, 2)), 1, ...sizes]);
  const apart = b.one('ConvTranspose', [flat, weight], {
    strides,
    pads: sizes.flatMap(() => [0, 0]),
    dilations: sizes.map(() => 1),
    group: 1,
    outputPadding: sizes.map(() => 0),
  });
  return b.reshape(apart, [...x.shape.slice(0, 2), ...spatialSizes(apart.shape)]);
}
