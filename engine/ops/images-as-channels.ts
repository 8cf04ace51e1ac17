/**
 * The weight gradient of a dense convolution as a blocked convolution whose input channels are a block of images and whose
 * kernel is dy, as large as its picture. A row of the picture is (column, channel) with the channel fastest: the step from
 * column to column is a dilation of C, so no window is ever copied.
 *
 * Every few outputs the whole kernel is read anew. Where it would not stay in the cache next to a core, the picture is
 * cut into strips of rows, each with its part of dy as a smaller kernel; the strips are further groups of the convolution.
 */
import type { Builder } from './builder';
import { channelsLast, unblockWeight } from './blocked';
import type { ConvWeightGradAttributes } from './conv-weight-grad';
import type { Value } from './graph';

/** Half of the 512 kB or more that processors with wide vectors keep per core; the other half is for the input. */
const KERNEL_BYTES = 256 * 1024;
/** Filter blocks that one call of the kernel works on. */
const BLOCKS_AT_ONCE = 4;

interface Geometry {
  readonly groups: number;
  readonly block: number;
  readonly filterBlocks: number;
  /** Of dy. */
  readonly rows: number;
  readonly columns: number;
  readonly strips: number;
}

/** x, blocked or plain with few channels, and blocked dy to OIHW. The batch is a multiple of the block. */
export function imagesAsChannels(b: Builder, x: Value, dy: Value, attributes: ConvWeightGradAttributes): Value {
  const { strides, kernel } = attributes;
  const geometry = geometryOf(x, dy);
  const { groups, filterBlocks, block, strips } = geometry;
  const [pictures, channels] = imageRows(b, x, geometry, attributes);
  const full = b.one('BlockedConv', [pictures, imageKernels(b, dy, geometry)], {
    strides: [1, 1],
    pads: [0, 0, 0, 0],
    dilations: [strides[0]!, strides[1]! * channels],
    group: groups * strips,
  });
  const [, , tall, wide] = full.shape as readonly number[] as [number, number, number, number];
  const [height, width] = kernel as readonly number[] as [number, number];
  const terms = b.reshape(full, [groups * strips, filterBlocks, tall, wide, block]);
  // Where the stride left a remainder, the convolution also visits offsets beyond the kernel.
  const cropped = wide > width * channels ? b.one('Slice', [terms], { starts: [0], ends: [width * channels], axes: [3], steps: [1] }) : terms;
  return unblockWeight(b, b.reshape(b.sum(cropped, [0]), [filterBlocks, height, width, channels, block]));
}

function geometryOf(x: Value, dy: Value): Geometry {
  const [batch, filterBlocks, rows, columns, block] = dy.shape as readonly number[] as [number, number, number, number, number];
  // Few channels make few outputs, and the kernel is hardly read twice.
  const isThin = x.shape.length === 4;
  const rowBytes = columns * block * block * 4 * Math.min(filterBlocks, BLOCKS_AT_ONCE);
  const divisors = Array.from({ length: rows }, (_, index) => index + 1).filter((strips) => rows % strips === 0);
  const strips = isThin ? 1 : (divisors.find((count) => (rows / count) * rowBytes <= KERNEL_BYTES) ?? rows);
  return { groups: batch / block, block, filterBlocks, rows, columns, strips };
}

/** x as [1, N/b · strips, rows under a strip, padded width · C, b], and C. */
function imageRows(b: Builder, x: Value, { rows, block, strips, groups }: Geometry, { strides, pads, kernel }: ConvWeightGradAttributes): [Value, number] {
  const pixels = channelsLast(b, x);
  const [batch, , , channels] = pixels.shape as readonly number[] as [number, number, number, number];
  const [top, left, bottom, right] = pads as readonly number[] as [number, number, number, number];
  const padded = pads.some((pad) => pad > 0) ? b.one('Pad', [pixels], { pads: [0, top, left, 0, 0, bottom, right, 0], value: 0 }) : pixels;
  const [, height, width] = padded.shape as readonly number[] as [number, number, number];
  const step = (rows / strips) * strides[0]!;
  const reach = step - strides[0]! + kernel[0]!;
  const isWhole = strips === 1 && reach === height;
  const under = Array.from({ length: strips * reach }, (_, index) => Math.floor(index / reach) * step + (index % reach));
  const all = b.reshape(padded, [batch, height, width * channels]);
  const taken = isWhole ? all : b.one('Take', [all], { axis: 1, indices: under });
  const blocked = b.one('BlockChannels', [b.reshape(taken, [1, batch, strips * reach, width * channels])], { block });
  return [b.reshape(blocked, [1, groups * strips, reach, width * channels, block]), channels];
}

/** dy as [N/b · strips · O/b, 1, rows of a strip, columns, images, b]. */
function imageKernels(b: Builder, dy: Value, { groups, block, filterBlocks, rows, columns, strips }: Geometry): Value {
  // [groups, images, filter blocks · pixels, b] → [groups, filter blocks · pixels, images, b]: what unblocking does to blocks.
  const apart = b.one('UnblockChannels', [b.reshape(dy, [groups, block, filterBlocks * rows, columns, block])], { channelsLast: true });
  const shape = [groups * strips * filterBlocks, 1, rows / strips, columns, block, block];
  if (strips === 1 || filterBlocks === 1) return b.reshape(apart, shape);
  const order = Array.from({ length: strips * filterBlocks }, (_, index) => (index % filterBlocks) * strips + Math.floor(index / filterBlocks));
  const parts = b.reshape(apart, [groups, filterBlocks * strips, (rows / strips) * columns * block * block]);
  return b.reshape(b.one('Take', [parts], { axis: 1, indices: order }), shape);
}
