import { Graph } from './graph';
import { compare } from './measure';

/** The gradient of ReLU: dy where y > 0. y is not negative. */
const shape = [64, 1, 32, 32, 16];

function masked(make: (graph: Graph, y: string, dy: string) => string): Graph {
  const graph = new Graph();
  const y = graph.op('Relu', [graph.input('x', shape)]);
  return graph.output(make(graph, y, graph.input('dy', shape)), 5);
}

await compare('ReLU gradient', '[64, 1, 32, 32, 16]', [
  { name: 'Greater, Where', graph: masked((graph, y, dy) => graph.op('Where', [graph.op('Greater', [y, graph.floats([], 0)]), dy, graph.floats([], 0)])) },
  { name: 'Sign, Mul', graph: masked((graph, y, dy) => graph.op('Mul', [dy, graph.op('Sign', [y])])) },
  { name: 'steep HardSigmoid, Mul', graph: masked((graph, y, dy) => graph.op('Mul', [dy, graph.op('HardSigmoid', [y], { alpha: { float: 3e38 }, beta: { float: 0 } })])) },
  { name: 'Greater, Cast, Mul', graph: masked((graph, y, dy) => graph.op('Mul', [dy, graph.op('Cast', [graph.op('Greater', [y, graph.floats([], 0)])], { to: 1 })])) },
  { name: 'Cast to bool and back, Mul', graph: masked((graph, y, dy) => graph.op('Mul', [dy, graph.op('Cast', [graph.op('Cast', [y], { to: 9 })], { to: 1 })])) },
  { name: 'scaled Clip, Mul', graph: masked((graph, y, dy) => graph.op('Mul', [dy, graph.op('Clip', [graph.op('Mul', [y, graph.floats([], 1e38)]), graph.floats([], 0), graph.floats([], 1)])])) },
  { name: 'Ceil of Clip, Mul', graph: masked((graph, y, dy) => graph.op('Mul', [dy, graph.op('Ceil', [graph.op('Clip', [y, graph.floats([], 0), graph.floats([], 1)])])])) },
]);
