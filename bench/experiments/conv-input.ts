import { BLOCK, blockedConv, fromBlocked, toBlocked } from './blocked';
import { Graph, product, randomData } from './graph';
import { compare, type Variant } from './measure';
import { DENSE, DEPTHWISE, outputSize, POINTWISE, THIN, type ConvShape } from './shapes';

/** One more argument keeps the shapes that match it. */
const SUBJECT = new RegExp(process.argv[4] ?? '');

type Start = (graph: Graph) => { dy: string; w: string };

/** The kernel turned by 180°, in and out swapped (depthwise: turned only). */
function flipped(graph: Graph, w: string, { groups, kernel }: ConvShape): string {
  const swapped = groups > 1 ? w : graph.transpose(w, 1, 0, 2, 3);
  return kernel === 1 ? swapped : graph.slice(swapped, [-1, -1], [-99, -99], [2, 3], [-1, -1]);
}

/** dy with stride − 1 zeros between its cells, so that a convolution of stride 1 undoes a strided one. */
function spread(graph: Graph, dy: string, shape: ConvShape): string {
  const { batch, out, stride, size } = shape;
  const side = outputSize(shape);
  const cells = graph.reshape(dy, batch * out, side, 1, side, 1);
  const grown = graph.op('Pad', [cells, graph.ints(0, 0, 0, 0, 0, 0, 0, stride - 1, 0, stride - 1)]);
  return graph.reshape(grown, batch, out, size, size);
}

/** Stride 2, 3×3, padding 1: four interleaved pictures from one 2×2 convolution with four times the channels. */
function phases(graph: Graph, dy: string, w: string, { channels, out, groups }: ConvShape): string {
  const [height, kept] = groups > 1 ? [channels, 1] : [channels, out];
  const base = groups > 1 ? w : graph.transpose(w, 1, 0, 2, 3);
  // Rows (even: w1 at dy0; odd: w2 at dy0, w0 at dy1), likewise columns; a missing tap is zero.
  const wide = graph.op('Pad', [base, graph.ints(0, 0, 0, 0, 0, 0, 1, 1)]);
  const taps = [1, 3, 2, 0];
  const rows = graph.op('Gather', [wide, graph.ints(...taps)], { axis: 2 });
  const both = graph.op('Gather', [rows, graph.ints(...taps)], { axis: 3 });
  const split = graph.transpose(graph.reshape(both, height, kept, 2, 2, 2, 2), 0, 2, 4, 1, 3, 5);
  const kernel = graph.reshape(split, height * 4, kept, 2, 2);
  const result = graph.op('Conv', [dy, kernel], { pads: [0, 0, 1, 1], group: groups });
  return graph.op('DepthToSpace', [result], { blocksize: 2, mode: 'CRD' });
}

function variants(shape: ConvShape): Variant[] {
  const { batch, channels, size, out, kernel, stride, pad, groups } = shape;
  const side = outputSize(shape);
  const y = [batch, out, side, side] as const;
  const start: Start = (graph) => ({ dy: graph.input('dy', y), w: graph.input('w', [out, channels / groups, kernel, kernel]) });
  const build = (make: (graph: Graph, dy: string, w: string) => string): Graph => {
    const graph = new Graph();
    const { dy, w } = start(graph);
    return graph.output(make(graph, dy, w), 4);
  };
  const back = kernel - 1 - pad;
  const list: Variant[] = [{
    name: 'ConvTranspose',
    graph: build((graph, dy, w) => graph.op('ConvTranspose', [dy, w], {
      pads: [pad, pad, pad, pad], strides: [stride, stride], group: groups,
      output_padding: Array(2).fill(size - ((side - 1) * stride - 2 * pad + kernel)),
    })),
  }];
  const turned = { pads: [back, back, back, back], group: groups };
  const blocked = channels % BLOCK === 0 && out % BLOCK === 0;
  if (stride === 1) {
    list.push({ name: 'Conv, kernel turned', graph: build((graph, dy, w) => graph.op('Conv', [dy, flipped(graph, w, shape)], turned)) });
  } else {
    list.push({ name: 'spread, then Conv', graph: build((graph, dy, w) => graph.op('Conv', [spread(graph, dy, shape), flipped(graph, w, shape)], turned)) });
    if (kernel === 3) list.push({ name: 'four phases, DepthToSpace', graph: build((graph, dy, w) => phases(graph, dy, w, shape)) });
  }
  if (blocked) {
    const graph = new Graph();
    const w = graph.input('w', [out, channels / groups, kernel, kernel]);
    const plain = flipped(graph, w, shape);
    const weight = groups > 1
      ? graph.transpose(graph.reshape(plain, out / BLOCK, BLOCK, kernel * kernel), 0, 2, 1)
      : graph.transpose(graph.reshape(plain, channels / BLOCK, BLOCK, out / BLOCK, BLOCK, kernel * kernel), 0, 2, 4, 3, 1);
    const dy = graph.input('dyb', [batch, out / BLOCK, side, side * BLOCK], toBlocked(randomData('dy', product(y)), y));
    let from = graph.reshape(dy, ...y);
    if (stride > 1) {
      const cells = graph.reshape(dy, batch * (out / BLOCK), side, 1, side, BLOCK);
      const grown = graph.op('Pad', [cells, graph.ints(0, 0, 0, 0, 0, 0, 0, stride - 1, 0, (stride - 1) * BLOCK)]);
      from = graph.reshape(grown, batch, out, size, size);
    }
    const result = blockedConv(graph, [from, graph.reshape(weight, channels, out / groups, kernel, kernel)], { ...turned, kernel_shape: [kernel, kernel] });
    list.push({
      name: stride > 1 ? 'blocked: spread, then Conv' : 'blocked, kernel turned',
      graph: graph.output(result, 4),
      canonical: (data) => fromBlocked(data, [batch, channels, size, size]),
    });
  }
  if (kernel === 1 && stride === 1) {
    list.push({
      name: 'MatMul',
      graph: build((graph, dy, w) => {
        const matrix = graph.transpose(graph.reshape(w, out, channels), 1, 0);
        return graph.reshape(graph.op('MatMul', [matrix, graph.reshape(dy, batch, out, side * side)]), batch, channels, side, side);
      }),
    });
  }
  return list;
}

// The first layer of a network needs no input gradient.
for (const shape of [...DENSE.filter(({ channels }) => channels > 3), ...POINTWISE, ...THIN, ...DEPTHWISE].filter(({ label }) => SUBJECT.test(label))) {
  await compare('conv input gradient', shape.label, variants(shape));
}
