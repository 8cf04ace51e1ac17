import { MICROSOFT_DOMAIN } from '../../engine/onnx/model';
import { BLOCK, blockedConv, toBlocked } from './blocked';
import { Graph, product, randomData } from './graph';
import { compare, type Variant } from './measure';
import { DEPTHWISE, outputSize, type ConvShape } from './shapes';

function variants(shape: ConvShape): Variant[] {
  const { batch, channels, size, kernel, stride, pad } = shape;
  const side = outputSize(shape);
  const x = [batch, channels, size, size] as const;
  const y = [batch, channels, side, side] as const;
  const span = (side - 1) * stride + 1;
  const pads = [pad, pad, pad, pad];
  const build = (make: (graph: Graph, from: string, dy: string) => string): Graph => {
    const graph = new Graph();
    const result = make(graph, graph.input('x', x), graph.input('dy', y));
    return graph.output(graph.reshape(result, channels, 1, kernel, kernel), 4);
  };
  const taps = (graph: Graph, from: string): string[] => {
    const full = graph.op('Pad', [from, graph.ints(0, 0, pad, pad, 0, 0, pad, pad)]);
    return Array.from({ length: kernel * kernel }, (_, tap) => {
      const [row, column] = [Math.floor(tap / kernel), tap % kernel];
      return graph.slice(full, [row, column], [row + span, column + span], [2, 3], [stride, stride]);
    });
  };

  const grouped = build((graph, from, dy) => {
    const images = graph.reshape(graph.transpose(from, 1, 0, 2, 3), 1, channels * batch, size, size);
    const result = graph.op('Conv', [images, graph.transpose(dy, 1, 0, 2, 3)], { pads, dilations: [stride, stride], group: channels });
    return graph.slice(result, [0, 0], [kernel, kernel], [2, 3]);
  });
  const perPlane = build((graph, from, dy) => {
    const images = graph.reshape(from, 1, batch * channels, size, size);
    const result = graph.op('Conv', [images, graph.reshape(dy, batch * channels, 1, side, side)], { pads, dilations: [stride, stride], group: batch * channels });
    const crop = graph.slice(result, [0, 0], [kernel, kernel], [2, 3]);
    return graph.sum(graph.reshape(crop, batch, channels, kernel, kernel), [0]);
  });
  const multiply = build((graph, from, dy) => {
    const sums = taps(graph, from).map((tap) => graph.sum(graph.op('Mul', [tap, dy]), [0, 2, 3], 1));
    return graph.transpose(graph.op('Concat', sums, { axis: 0 }), 1, 0, 2, 3);
  });
  const products = build((graph, from, dy) => {
    const columns = graph.op('Concat', taps(graph, from).map((tap) => graph.reshape(tap, batch, channels, 1, side * side)), { axis: 2 });
    const column = graph.reshape(dy, batch, channels, 1, side * side);
    return graph.sum(graph.op('FusedMatMul', [columns, column], { transB: 1 }, MICROSOFT_DOMAIN), [0]);
  });

  const blocked = new Graph();
  const xb = blocked.input('xb', [1, batch * channels, size, size], toBlocked(randomData('x', product(x)), x));
  const dyb = blocked.input('dyb', [batch * channels, 1, side, side], toBlocked(randomData('dy', product(y)), y));
  const tall = size + 2 * pad - (side - 1) * stride;
  const result = blockedConv(blocked, [xb, dyb], { kernel_shape: [side, side], pads, dilations: [stride, stride], group: batch * channels });
  const sum = blocked.sum(blocked.reshape(result, batch, channels / BLOCK, tall, tall, BLOCK), [0]);
  const crop = tall > kernel ? blocked.slice(sum, [0, 0], [kernel, kernel], [1, 2]) : sum;
  blocked.output(blocked.reshape(blocked.transpose(crop, 0, 3, 1, 2), channels, 1, kernel, kernel), 4);

  return [
    { name: 'Conv, axes swapped, a group per channel', graph: grouped },
    { name: 'Conv, a group per channel and image', graph: perPlane },
    { name: 'Slice, Mul, ReduceSum per tap', graph: multiply },
    { name: 'im2col, product per plane', graph: products },
    { name: 'blocked, a group per channel and image', graph: blocked },
  ];
}

for (const shape of DEPTHWISE) await compare('depthwise weight gradient', shape.label, variants(shape));
