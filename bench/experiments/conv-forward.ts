import { BLOCK, blockedConv, blockWeightInGraph, fromBlocked, reorderInput, reorderOutput, toBlocked, toBlockedWeight } from './blocked';
import { Graph, product, randomData } from './graph';
import { compare, type Variant } from './measure';
import { DENSE, DEPTHWISE, outputSize, POINTWISE, type ConvShape } from './shapes';

function variants(shape: ConvShape): Variant[] {
  const { batch, channels, size, out, kernel, stride, pad, groups } = shape;
  const side = outputSize(shape);
  const x = [batch, channels, size, size] as const;
  const w = [out, channels / groups, kernel, kernel] as const;
  const y = [batch, out, side, side] as const;
  const attributes = { kernel_shape: [kernel, kernel], pads: [pad, pad, pad, pad], strides: [stride, stride], group: groups };

  const plain = new Graph();
  plain.output(plain.op('Conv', [plain.input('x', x), plain.input('w', w)], attributes), 4);
  const list: Variant[] = [{ name: 'Conv', graph: plain }];

  if (out % BLOCK === 0 && (channels % BLOCK === 0 || channels < BLOCK / 2)) {
    const wholeBlocks = channels % BLOCK === 0;
    const blockedW = toBlockedWeight(randomData('w', product(w)), w);

    const reordered = new Graph();
    const from = reordered.input('x', x);
    const result = blockedConv(reordered, [wholeBlocks ? reorderInput(reordered, from) : from, reordered.input('w', w, blockedW)], attributes);
    list.push({ name: 'blocked, reorder x and y', graph: reordered.output(reorderOutput(reordered, result, out), 4) });

    const blockedX = wholeBlocks ? toBlocked(randomData('x', product(x)), x) : randomData('x', product(x));
    const resident = new Graph();
    resident.output(blockedConv(resident, [resident.input('x', x, blockedX), resident.input('w', w, blockedW)], attributes), 4);
    list.push({ name: 'blocked', graph: resident, canonical: (data) => fromBlocked(data, y) });

    const plainWeight = new Graph();
    const inGraph = blockWeightInGraph(plainWeight, plainWeight.input('w', w), w);
    plainWeight.output(blockedConv(plainWeight, [plainWeight.input('x', x, blockedX), inGraph], attributes), 4);
    list.push({ name: 'blocked, weight blocked in the graph', graph: plainWeight, canonical: (data) => fromBlocked(data, y) });
  }
  if (kernel === 1 && stride === 1) {
    const product = new Graph();
    const planes = product.reshape(product.input('x', x), batch, channels, size * size);
    const matrix = product.reshape(product.input('w', w), out, channels);
    product.output(product.reshape(product.op('MatMul', [matrix, planes]), ...y), 4);
    list.push({ name: 'MatMul', graph: product });
  }
  return list;
}

for (const shape of [...DENSE, ...POINTWISE, ...DEPTHWISE]) await compare('conv forward', shape.label, variants(shape));
