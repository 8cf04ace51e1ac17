import { Graph, product } from './graph';
import { compare, type Variant } from './measure';

/** The optimizer's update, tensor by tensor or over one long vector. */
const TENSORS: Readonly<Record<string, readonly (readonly number[])[]>> = {
  mlp: [[784, 512], [512], [512, 512], [512], [512, 10], [10]],
  'resnet-small': [...Array(19).fill([32, 32, 3, 3]), ...Array(42).fill([32]), [64, 10], [10]],
};

function update(graph: Graph, optimizer: string, w: string, g: string, shape: readonly number[], key: string): string[] {
  const rate = graph.floats([], 0.01);
  if (optimizer === 'SGD') return [graph.op('Sub', [w, graph.op('Mul', [g, rate])])];
  const [m, v] = [graph.input(`m${key}`, shape), graph.input(`v${key}`, shape)];
  const mixed = (old: string, value: string, keep: number): string =>
    graph.op('Add', [graph.op('Mul', [old, graph.floats([], keep)]), graph.op('Mul', [value, graph.floats([], 1 - keep)])]);
  const first = mixed(m, g, 0.9);
  const second = mixed(v, graph.op('Mul', [g, g]), 0.999);
  const step = graph.op('Div', [first, graph.op('Add', [graph.op('Sqrt', [graph.op('Abs', [second])]), graph.floats([], 1e-3)])]);
  return [graph.op('Sub', [w, graph.op('Mul', [step, rate])]), first, second];
}

function perTensor(optimizer: string, shapes: readonly (readonly number[])[]): Graph {
  const graph = new Graph();
  shapes.forEach((shape, index) => {
    const outputs = update(graph, optimizer, graph.input(`w${index}`, shape), graph.input(`g${index}`, shape), shape, `${index}`);
    for (const output of outputs) graph.output(output, shape.length);
  });
  return graph;
}

/** Parameters live in one vector; gradients are joined, and views for the forward half are split off. */
function joined(optimizer: string, shapes: readonly (readonly number[])[]): Graph {
  const graph = new Graph();
  const sizes = shapes.map(product);
  const all = [sizes.reduce((sum, size) => sum + size, 0)];
  const w = graph.input('w', all);
  const parts = graph.many('Split', [w, graph.ints(...sizes)], sizes.length, { axis: 0 });
  const gradients = shapes.map((shape, index) => graph.reshape(graph.input(`g${index}`, shape), sizes[index]!));
  const outputs = update(graph, optimizer, w, graph.op('Concat', gradients, { axis: 0 }), all, 'all');
  for (const output of outputs) graph.output(output, 1);
  parts.forEach((part, index) => graph.output(graph.reshape(part, ...shapes[index]!), shapes[index]!.length));
  return graph;
}

for (const [name, shapes] of Object.entries(TENSORS)) {
  for (const optimizer of ['SGD', 'Adam']) {
    const variants: Variant[] = [
      { name: 'per tensor', graph: perTensor(optimizer, shapes), canonical: () => new Float32Array(1) },
      { name: 'one vector', graph: joined(optimizer, shapes), canonical: () => new Float32Array(1) },
    ];
    await compare('update', `${optimizer}, ${name}`, variants);
  }
}
