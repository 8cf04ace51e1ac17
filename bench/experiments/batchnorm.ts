import { BLOCK, blockedConv, fromBlocked, toBlocked } from './blocked';
import { Graph, product, randomData } from './graph';
import { compare, type Variant } from './measure';

/** Training-mode BatchNorm then ReLU, and its gradient: y in one graph, dx in another. */
type Sums = (graph: Graph, value: string, shape: readonly number[]) => string;
type Shape = readonly [number, number, number, number];

const overAxes = (op: string): Sums => (graph, value) => graph.sum(value, [0, 2, 3], 1, op);

const inTwoSteps: Sums = (graph, value, [n, c, h, w]) =>
  graph.reshape(graph.sum(graph.sum(graph.reshape(value, n!, c!, h! * w!), [2]), [0]), 1, c!, 1, 1);

const byOnes: Sums = (graph, value, [n, c, h, w]) => {
  const ones = graph.constant({ dtype: 'float32', shape: [h! * w!, 1], data: new Float32Array(h! * w!).fill(1) });
  const rows = graph.op('MatMul', [graph.reshape(value, n! * c!, h! * w!), ones]);
  return graph.reshape(graph.sum(graph.reshape(rows, n!, c!), [0]), 1, c!, 1, 1);
};

const square = (graph: Graph, value: string): string => graph.op('Mul', [value, value]);
const scaled = (graph: Graph, value: string, by: number): string => graph.op('Mul', [value, graph.floats([], by)]);

/** [mean, 1/deviation], each [1, C, 1, 1], from the sums of x and x². */
function moments(graph: Graph, sum: string, squares: string, count: number): [string, string] {
  const mean = scaled(graph, sum, 1 / count);
  const variance = graph.op('Sub', [scaled(graph, squares, 1 / count), square(graph, mean)]);
  const deviation = graph.op('Sqrt', [graph.op('Add', [variance, graph.floats([], 1e-5)])]);
  return [mean, graph.op('Reciprocal', [deviation])];
}

interface Affine { scale: string; shift: string }

function affine(graph: Graph, mean: string, inverse: string, c: number): Affine {
  const scale = graph.op('Mul', [graph.input('gamma', [1, c, 1, 1]), inverse]);
  return { scale, shift: graph.op('Sub', [graph.input('beta', [1, c, 1, 1]), graph.op('Mul', [mean, scale])]) };
}

function forward(shape: Shape, stats: (graph: Graph, x: string) => [string, string], inference: boolean): Graph {
  const graph = new Graph();
  const c = shape[1];
  const x = graph.input('x', shape);
  const [mean, inverse] = stats(graph, x);
  if (inference) {
    const zero = graph.constant({ dtype: 'float32', shape: [c], data: new Float32Array(c) });
    const one = graph.constant({ dtype: 'float32', shape: [c], data: new Float32Array(c).fill(1) });
    const { scale, shift } = affine(graph, mean, inverse, c);
    const y = graph.op('BatchNormalization', [x, graph.reshape(scale, c), graph.reshape(shift, c), zero, one], { epsilon: { float: 0 } });
    return graph.output(graph.op('Relu', [y]), 4);
  }
  const { scale, shift } = affine(graph, mean, inverse, c);
  return graph.output(graph.op('Relu', [graph.op('Add', [graph.op('Mul', [x, scale]), shift])]), 4);
}

/** Sums over pictures by blocked convolution: x (or a weight of ones) against a kernel as large as the picture. */
function blockedSums(graph: Graph, left: string, right: string, [n, c, h, w]: Shape): string {
  const planes = blockedConv(graph, [graph.reshape(left, 1, n * c, h, w), graph.reshape(right, n * c, 1, h, w)], { kernel_shape: [h, w], group: n * c });
  return graph.reshape(graph.sum(graph.reshape(planes, n, c), [0]), 1, c, 1, 1);
}

function planeSums(graph: Graph, value: string, [n, c, h, w]: Shape): string {
  const sums = graph.sum(graph.reshape(value, n * (c / BLOCK), h * w, BLOCK), [1]);
  return graph.reshape(graph.sum(graph.reshape(sums, n, c), [0]), 1, c, 1, 1);
}

const poolSums = (graph: Graph, value: string, [n, c, h, w]: Shape): string => {
  const means = graph.op('GlobalAveragePool', [value], {}, 'com.microsoft.nchwc');
  return scaled(graph, graph.reshape(graph.sum(graph.reshape(means, n, c), [0]), 1, c, 1, 1), h * w);
};

function blockedInput(graph: Graph, name: string, shape: Shape): string {
  return graph.input(`${name}b`, shape, toBlocked(randomData(name, product(shape)), shape));
}

function blockedForward(shape: Shape, sums: (graph: Graph, value: string, shape: Shape) => string, squaresByConv: boolean): Graph {
  const graph = new Graph();
  const [n, c, h, w] = shape;
  const x = blockedInput(graph, 'x', shape);
  const squares = squaresByConv ? blockedSums(graph, x, x, shape) : sums(graph, square(graph, x), shape);
  const [mean, inverse] = moments(graph, sums(graph, x, shape), squares, n * h * w);
  const { scale, shift } = affine(graph, mean, inverse, c);
  // A depthwise 1×1 convolution: scale, shift and ReLU in one pass.
  const y = blockedConv(graph, [x, graph.reshape(scale, c, 1, 1, 1), graph.reshape(shift, c)], { kernel_shape: [1, 1], group: c, activation: 'Relu' });
  return graph.output(y, 4);
}

/** dx = A·dy + B·x + C with per-channel numbers; mean and 1/deviation come from the forward half. */
function coefficients(graph: Graph, sumDy: string, sumDyX: string, c: number, count: number): [string, string, string] {
  const mean = graph.input('mean', [1, c, 1, 1]);
  const inverse = graph.input('inverse', [1, c, 1, 1]);
  const a = graph.op('Mul', [graph.input('gamma', [1, c, 1, 1]), inverse]);
  const centred = graph.op('Sub', [sumDyX, graph.op('Mul', [mean, sumDy])]);
  const b = scaled(graph, graph.op('Mul', [graph.op('Mul', [a, square(graph, inverse)]), centred]), -1 / count);
  const shift = graph.op('Sub', [scaled(graph, graph.op('Mul', [a, sumDy]), -1 / count), graph.op('Mul', [b, mean])]);
  return [a, b, shift];
}

function backward(shape: Shape, sums: Sums): Graph {
  const graph = new Graph();
  const [n, c, h, w] = shape;
  const x = graph.input('x', shape);
  const dy = graph.input('dy', shape);
  const [a, b, shift] = coefficients(graph, sums(graph, dy, shape), sums(graph, graph.op('Mul', [dy, x]), shape), c, n * h * w);
  const first = graph.op('Add', [graph.op('Mul', [x, b]), shift]);
  return graph.output(graph.op('Add', [graph.op('Mul', [dy, a]), first]), 4);
}

function blockedBackward(shape: Shape, sums: (graph: Graph, value: string, shape: Shape) => string): Graph {
  const graph = new Graph();
  const [n, c, h, w] = shape;
  const x = blockedInput(graph, 'x', shape);
  const dy = blockedInput(graph, 'dy', shape);
  const [a, b, shift] = coefficients(graph, sums(graph, dy, shape), blockedSums(graph, x, dy, shape), c, n * h * w);
  const one = { kernel_shape: [1, 1], group: c };
  const first = blockedConv(graph, [x, graph.reshape(b, c, 1, 1, 1), graph.reshape(shift, c)], one);
  return graph.output(blockedConv(graph, [dy, graph.reshape(a, c, 1, 1, 1), '', first], one), 4);
}

for (const shape of [[64, 16, 32, 32], [64, 64, 32, 32], [64, 64, 8, 8]] as const) {
  const [n, c, h, w] = shape;
  const count = n * h * w;
  const canonical = (data: Float32Array): Float32Array => fromBlocked(data, shape);
  const onePass = (sums: Sums, squares?: Sums) => (graph: Graph, x: string): [string, string] =>
    moments(graph, sums(graph, x, shape), squares ? squares(graph, x, shape) : sums(graph, square(graph, x), shape), count);
  const naive = (graph: Graph, x: string): [string, string] => {
    const mean = graph.sum(x, [0, 2, 3], 1, 'ReduceMean');
    const variance = graph.sum(square(graph, graph.op('Sub', [x, mean])), [0, 2, 3], 1, 'ReduceMean');
    return [mean, graph.op('Reciprocal', [graph.op('Sqrt', [graph.op('Add', [variance, graph.floats([], 1e-5)])])])];
  };
  const layerNorm = (graph: Graph, x: string): [string, string] => {
    const ones = graph.constant({ dtype: 'float32', shape: [h * w], data: new Float32Array(h * w).fill(1) });
    const [, mean, inverse] = graph.many('LayerNormalization', [graph.reshape(x, n, c, h * w), ones], 3, { axis: 2, epsilon: { float: 1e-12 } });
    const variance = graph.op('Reciprocal', [square(graph, inverse!)]);
    const squares = graph.op('Add', [variance, square(graph, mean!)]);
    const total = (value: string): string => scaled(graph, graph.reshape(graph.sum(value, [0]), 1, c, 1, 1), h * w);
    return moments(graph, total(mean!), total(squares), count);
  };
  const forwards: Variant[] = [
    { name: 'ReduceMean twice', graph: forward(shape, naive, false) },
    { name: 'ReduceSum, ReduceSumSquare', graph: forward(shape, onePass(overAxes('ReduceSum'), overAxes('ReduceSumSquare')), false) },
    { name: 'Mul, ReduceSum over [N, C, HW] in two steps', graph: forward(shape, onePass(inTwoSteps), false) },
    { name: 'MatMul with ones', graph: forward(shape, onePass(byOnes), false) },
    { name: 'moments of LayerNormalization', graph: forward(shape, layerNorm, false) },
    { name: 'two-step sums, BatchNormalization applies', graph: forward(shape, onePass(inTwoSteps), true) },
    { name: 'blocked: conv applies, pool sums, conv squares', graph: blockedForward(shape, poolSums, true), canonical },
    { name: 'blocked: conv applies, ReduceSum, conv squares', graph: blockedForward(shape, planeSums, true), canonical },
    { name: 'blocked: conv applies, ReduceSum of squares', graph: blockedForward(shape, planeSums, false), canonical },
  ];
  const label = `[${shape.join(', ')}]`;
  await compare('BatchNorm + ReLU forward', label, forwards);
  await compare('BatchNorm backward', label, [
    { name: 'ReduceSum', graph: backward(shape, overAxes('ReduceSum')) },
    { name: 'ReduceSum over [N, C, HW] in two steps', graph: backward(shape, inTwoSteps) },
    { name: 'MatMul with ones', graph: backward(shape, byOnes) },
    { name: 'blocked: conv applies, conv products, pool sums', graph: blockedBackward(shape, poolSums), canonical },
    { name: 'blocked: conv applies, conv products, ReduceSum', graph: blockedBackward(shape, planeSums), canonical },
  ]);
}
