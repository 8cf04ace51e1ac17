import { BLOCKED_DOMAIN, MICROSOFT_DOMAIN } from '../../engine/onnx/model';
import { BLOCK, blockedConv, toBlocked } from './blocked';
import { Graph, randomData } from './graph';
import { compare, type Variant } from './measure';
import { DENSE, outputSize, POINTWISE, THIN, type ConvShape } from './shapes';

/** Two more arguments keep the variants and the shapes that match them. */
const SUBJECT = new RegExp(process.argv[5] ?? '');
const ONLY = process.argv[4] ? new RegExp(process.argv[4]) : undefined;

/** The k·k shifted windows of a padded value whose picture axes are `axes`. */
function windows(graph: Graph, padded: string, shape: ConvShape, axes: readonly [number, number]): string[] {
  const { kernel, stride } = shape;
  const span = (outputSize(shape) - 1) * stride + 1;
  const taps = Array.from({ length: kernel * kernel }, (_, tap) => [Math.floor(tap / kernel), tap % kernel] as const);
  return taps.map(([row, column]) =>
    graph.slice(padded, [row, column], [row + span, column + span], axes, [stride, stride]),
  );
}

function padded(graph: Graph, value: string, pad: number, rank: number, rowAxis: number): string {
  if (pad === 0) return value;
  const before = Array.from({ length: rank }, (_, axis) => (axis === rowAxis || axis === rowAxis + 1 ? pad : 0));
  return graph.op('Pad', [value, graph.ints(...before, ...before)]);
}

function inputs(graph: Graph, shape: ConvShape): { x: string; dy: string; area: number } {
  const side = outputSize(shape);
  return {
    x: graph.input('x', [shape.batch, shape.channels, shape.size, shape.size]),
    dy: graph.input('dy', [shape.batch, shape.out, side, side]),
    area: side * side,
  };
}

function swappedConv(shape: ConvShape): Graph {
  const graph = new Graph();
  const { x, dy } = inputs(graph, shape);
  const { kernel, stride, pad, out, channels } = shape;
  const result = graph.op('Conv', [graph.transpose(x, 1, 0, 2, 3), graph.transpose(dy, 1, 0, 2, 3)], {
    pads: [pad, pad, pad, pad], dilations: [stride, stride],
  });
  const cropped = graph.slice(result, [0, 0], [kernel, kernel], [2, 3]);
  return graph.output(graph.reshape(graph.transpose(cropped, 1, 0, 2, 3), out, channels, kernel, kernel), 4);
}

/** One Gemm over all images: [O, N·h·w] · [C·k², N·h·w]ᵀ. */
function im2colGemm(shape: ConvShape): Graph {
  const graph = new Graph();
  const { x, dy, area } = inputs(graph, shape);
  const { kernel, channels, batch, out, pad } = shape;
  const taps = windows(graph, padded(graph, graph.transpose(x, 1, 0, 2, 3), pad, 4, 2), shape, [2, 3]);
  const columns = graph.reshape(taps.length > 1 ? graph.op('Concat', taps, { axis: 0 }) : taps[0]!, kernel * kernel * channels, batch * area);
  const rows = graph.reshape(graph.transpose(dy, 1, 0, 2, 3), out, batch * area);
  return tapMajor(graph, graph.op('Gemm', [rows, columns], { transB: 1 }), shape);
}

/** [O, k², C] → OIHW. */
function tapMajor(graph: Graph, value: string, { out, kernel, channels }: ConvShape): Graph {
  const split = graph.transpose(graph.reshape(value, out, kernel * kernel, channels), 0, 2, 1);
  return graph.output(graph.reshape(split, out, channels, kernel, kernel), 4);
}

/** One product per image, then a sum; in pieces of the batch so that the columns stay in cache. */
function im2colPerImage(shape: ConvShape, piece: number, concat: boolean): Graph {
  const graph = new Graph();
  const { x, dy, area } = inputs(graph, shape);
  const { kernel, channels, batch, out, pad } = shape;
  const pieces = batch / piece;
  const split = (value: string): string[] => pieces > 1 ? graph.many('Split', [value], pieces, { axis: 0, num_outputs: pieces }) : [value];
  const dys = split(dy);
  const sums = split(x).map((part, index) => {
    const taps = windows(graph, padded(graph, part, pad, 4, 2), shape, [2, 3]);
    const rows = graph.reshape(dys[index]!, piece, out, area);
    const times = (value: string, depth: number): string =>
      graph.op('FusedMatMul', [rows, graph.reshape(value, piece, depth, area)], { transB: 1 }, MICROSOFT_DOMAIN);
    const result = !concat
      ? graph.op('Concat', taps.map((tap) => times(tap, channels)), { axis: 2 })
      : times(taps.length > 1 ? graph.op('Concat', taps, { axis: 1 }) : taps[0]!, kernel * kernel * channels);
    return graph.sum(result, [0]);
  });
  return tapMajor(graph, sums.reduce((left, right) => graph.op('Add', [left, right])), shape);
}

/** Channels last: each window is one Gather of whole pixels, so nothing is copied twice. */
function channelsLast(shape: ConvShape, gather: boolean, piece: number): Graph {
  const graph = new Graph();
  const { kernel, channels, batch, out, pad, size, stride } = shape;
  const side = outputSize(shape);
  const area = side * side;
  const pieces = batch / piece;
  const x = graph.input('xLast', [batch, size, size, channels], channelsLastData('x', batch, channels, size * size));
  const dy = graph.input('dyLast', [batch, area, out], channelsLastData('dy', batch, out, area));
  const wide = size + 2 * pad;
  const split = (value: string): string[] => pieces > 1 ? graph.many('Split', [value], pieces, { axis: 0, num_outputs: pieces }) : [value];
  const dys = split(dy);
  const sums = split(x).map((part, index) => {
    const full = padded(graph, part, pad, 4, 1);
    let columns: string;
    if (gather) {
      const pixels = Array.from({ length: area * kernel * kernel }, (_, at) => {
        const [pixel, tap] = [Math.floor(at / (kernel * kernel)), at % (kernel * kernel)];
        const row = Math.floor(pixel / side) * stride + Math.floor(tap / kernel);
        return row * wide + (pixel % side) * stride + (tap % kernel);
      });
      columns = graph.op('Gather', [graph.reshape(full, piece, wide * wide, channels), graph.ints(...pixels)], { axis: 1 });
    } else {
      columns = graph.op('Concat', windows(graph, full, shape, [1, 2]), { axis: 3 });
    }
    const matrix = graph.reshape(columns, piece, area, kernel * kernel * channels);
    return graph.sum(graph.op('FusedMatMul', [dys[index]!, matrix], { transA: 1 }, MICROSOFT_DOMAIN), [0]);
  });
  return tapMajor(graph, sums.reduce((left, right) => graph.op('Add', [left, right])), shape);
}

function channelsLastData(key: string, batch: number, channels: number, area: number): Float32Array {
  const data = randomData(key, batch * channels * area);
  return Float32Array.from(data, (_, index) => {
    const channel = index % channels;
    const pixel = Math.floor(index / channels) % area;
    return data[(Math.floor(index / (channels * area)) * channels + channel) * area + pixel]!;
  });
}

/**
 * Blocked convolution whose input channels are pixels of one row, whose output picture is (kernel row, channel) and whose
 * groups are images: x as [1, N·w, H, k·C], the blocked dy itself as the weight [N·O, w, h, 1], then a sum over images.
 * Pictures narrower than a block take several images into one group.
 */
function pixelsAsChannels(shape: ConvShape, shiftX: boolean): Graph {
  const graph = new Graph();
  const { kernel, channels, batch, out, pad, size, stride } = shape;
  const side = outputSize(shape);
  const together = Math.max(1, BLOCK / side);
  const groups = batch / together;
  const blocks = (together * side) / BLOCK;
  const outBlocks = out / BLOCK;
  const x = graph.input('x', [batch, channels, size, size]);
  const dy = graph.input('dyb', [batch, outBlocks, side, side, BLOCK], toBlocked(randomData('dy', batch * out * side * side), [batch, out, side, side]));
  const shifts = Array.from({ length: kernel }, (_, column) => column - pad);

  let pictures = [x];
  let weights = [dy];
  if (shiftX) {
    const full = pad > 0 ? graph.op('Pad', [x, graph.ints(0, 0, 0, pad, 0, 0, 0, pad)]) : x;
    const span = (side - 1) * stride + 1;
    if (kernel > 1 || stride > 1) pictures = shifts.map((_, column) => graph.slice(full, [column], [column + span], [3], [stride]));
  } else {
    weights = shifts.map((by) => (by === 0 ? dy : graph.op('Pad', [dy, graph.ints(0, 0, 0, by, 0, 0, 0, 0, -by, 0)])));
  }
  const positions = pictures.length * channels;
  const picture = pictures.length > 1 ? graph.op('Concat', pictures, { axis: 1 }) : pictures[0]!;
  const input = graph.reshape(
    together > 1
      ? graph.transpose(graph.reshape(picture, groups, together, positions, size, side), 0, 3, 2, 1, 4)
      : graph.transpose(graph.reshape(picture, batch, positions, size, blocks, BLOCK), 0, 3, 2, 1, 4),
    1, groups * blocks * BLOCK, size, positions,
  );
  const stacked = weights.length > 1 ? graph.op('Concat', weights, { axis: 1 }) : weights[0]!;
  const rows = weights.length * outBlocks;
  const ordered = together > 1
    ? graph.transpose(graph.reshape(stacked, groups, together, rows, side, side * BLOCK), 0, 2, 3, 1, 4)
    : graph.transpose(graph.reshape(stacked, batch, rows, side, blocks, BLOCK * BLOCK), 0, 1, 3, 2, 4);
  const weight = graph.reshape(ordered, groups * rows * BLOCK, blocks * BLOCK, side, 1);
  const result = blockedConv(graph, [input, weight], {
    kernel_shape: [side, 1], pads: [pad, 0, pad, 0], dilations: [stride, 1], group: groups,
  });
  const tall = size + 2 * pad - (side - 1) * stride;
  const whole = graph.reshape(result, groups, weights.length * outBlocks, tall, positions * BLOCK);
  const crop = tall > kernel ? graph.slice(whole, [0], [kernel], [2]) : whole;
  const sum = graph.sum(graph.reshape(crop, groups, weights.length, outBlocks, kernel, pictures.length, channels, BLOCK), [0]);
  // [kw | 1, O/16, kh, 1 | kw, C, 16]
  const plain = graph.transpose(sum, 1, 5, 4, 2, 0, 3);
  return graph.output(graph.reshape(plain, out, channels, kernel, kernel), 4);
}

/**
 * Blocked convolution whose input channels are 16 images, whose kernel is dy as large as its picture, and whose output
 * row is (kernel column, channel): the dilation is the channel count, so no window is ever copied. Groups are blocks of images.
 */
function imagesAsChannels(shape: ConvShape): Graph {
  const graph = new Graph();
  const { kernel, channels, batch, out, pad, size, stride } = shape;
  const side = outputSize(shape);
  const groups = batch / BLOCK;
  const outBlocks = out / BLOCK;
  const wide = size + 2 * pad;
  const x = channels < BLOCK
    ? graph.transpose(graph.input('x', [batch, channels, size, size]), 0, 2, 3, 1)
    : graph.op('ReorderOutput', [
        graph.input('xb', [batch, channels, size, size], toBlocked(randomData('x', batch * channels * size * size), [batch, channels, size, size])),
      ], { channels, channels_last: 1 }, BLOCKED_DOMAIN);
  const dy = graph.input('dyb', [groups, BLOCK, outBlocks, side * side, BLOCK], toBlocked(randomData('dy', batch * out * side * side), [batch, out, side, side]));
  const full = graph.reshape(pad > 0 ? graph.op('Pad', [x, graph.ints(0, 0, pad, 0, 0, 0, pad, 0)]) : x, 1, batch, size, wide * channels);
  const weight = graph.reshape(graph.transpose(dy, 0, 2, 3, 1, 4), groups * out, BLOCK, side, side);
  const result = blockedConv(graph, [graph.op('ReorderInput', [full], {}, BLOCKED_DOMAIN), weight], {
    kernel_shape: [side, side], pads: [pad, 0, pad, 0], dilations: [stride, stride * channels], group: groups,
  });
  const tall = size + 2 * pad - (side - 1) * stride;
  const positions = (wide - (side - 1) * stride) * channels;
  const whole = graph.reshape(result, groups, outBlocks, tall, positions, BLOCK);
  const crop = tall > kernel ? graph.slice(whole, [0, 0], [kernel, kernel * channels], [2, 3]) : whole;
  const sum = graph.sum(graph.reshape(crop, groups, outBlocks, kernel, kernel, channels, BLOCK), [0]);
  return graph.output(graph.reshape(graph.transpose(sum, 0, 4, 3, 1, 2), out, channels, kernel, kernel), 4);
}

function variants(shape: ConvShape): Variant[] {
  const blocked = shape.out % BLOCK === 0 && shape.size % 8 === 0;
  const all = [
    { name: 'Conv, axes swapped', graph: swappedConv(shape) },
    { name: 'im2col, one Gemm', graph: im2colGemm(shape) },
    { name: 'im2col, product per image', graph: im2colPerImage(shape, shape.batch, true) },
    { name: 'im2col, product per image, pieces of 8', graph: im2colPerImage(shape, 8, true) },
    { name: 'product per tap and image', graph: im2colPerImage(shape, shape.batch, false) },
    { name: 'product per tap and image, pieces of 8', graph: im2colPerImage(shape, 8, false) },
    { name: 'channels last, Slice', graph: channelsLast(shape, false, shape.batch) },
    { name: 'channels last, Slice, pieces of 8', graph: channelsLast(shape, false, 8) },
    { name: 'channels last, Gather', graph: channelsLast(shape, true, shape.batch) },
    { name: 'channels last, Gather, pieces of 8', graph: channelsLast(shape, true, 8) },
    ...(blocked ? [{ name: 'blocked, images as channels', graph: imagesAsChannels(shape) }] : []),
    ...(blocked ? [{ name: 'blocked, pixels as channels, x shifted', graph: pixelsAsChannels(shape, true) }] : []),
    ...(blocked && shape.stride === 1 ? [{ name: 'blocked, pixels as channels, dy shifted', graph: pixelsAsChannels(shape, false) }] : []),
  ];
  return ONLY ? all.filter(({ name }) => ONLY.test(name)) : all;
}

for (const shape of [...DENSE, ...POINTWISE, ...THIN].filter(({ label }) => SUBJECT.test(label))) {
  const kinds = shape.kernel === 1 && shape.stride === 1
    ? variants(shape).filter(({ name }) => !/taps?|pieces|Gather/.test(name))
    : variants(shape);
  await compare('conv weight gradient', shape.label, kinds);
}
