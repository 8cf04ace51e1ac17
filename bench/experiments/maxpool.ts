import { BLOCK, toBlocked } from './blocked';
import { Graph, product, randomData } from './graph';
import { compare } from './measure';

/** Max pooling 2×2/2, forward and gradient in one graph. Ties go to the first cell; every variant must agree on that. */
type Shape = readonly [number, number, number, number];
type Form = (graph: Graph, x: string, dy: string, shape: Shape) => string;

/** Few distinct values and whole flat pictures, so that ties are common. */
function tiedData(count: number): Float32Array {
  return randomData('x', count).map((value) => Math.max(0, Math.floor(value * 4)));
}

const POOL = { kernel_shape: [2, 2], strides: [2, 2] };

function scatter(elements: 'add' | 'none'): Form {
  return (graph, x, dy, shape) => {
    const [pooled, indices] = graph.many('MaxPool', [x], 2, POOL);
    void pooled;
    const zeros = graph.op('ConstantOfShape', [graph.ints(product(shape))]);
    const flat = graph.op('ScatterElements', [zeros, graph.reshape(indices!, -1), graph.reshape(dy, -1)], { axis: 0, reduction: elements });
    return graph.reshape(flat, ...shape);
  };
}

/** The four cells of a window as four planes; `cells` and `joined` know the layout. */
function masks(cells: (graph: Graph, x: string) => string[], joined: (graph: Graph, parts: string[]) => string, shaped?: (graph: Graph, dy: string) => string): Form {
  return (graph, x, dy) => {
    const parts = cells(graph, x);
    const maximum = graph.op('Max', parts);
    const zero = graph.floats([], 0);
    const gradient = shaped ? shaped(graph, dy) : dy;
    let left = gradient;
    const results = parts.map((part, index) => {
      // The last cell gets what no earlier one took.
      if (index === parts.length - 1) return left;
      const here = graph.op('Equal', [part, maximum]);
      const result = graph.op('Where', [here, left, zero]);
      left = graph.op('Where', [here, zero, left]);
      return result;
    });
    return joined(graph, results);
  };
}

const strided = (graph: Graph, x: string): string[] =>
  [[0, 0], [0, 1], [1, 0], [1, 1]].map((start) => graph.slice(x, start, [1 << 30, 1 << 30], [2, 3], [2, 2]));

/** Two rows side by side first: contiguous halves, then even and odd columns. */
function interleaved([n, c, h, w]: Shape): (graph: Graph, parts: string[]) => string {
  return (graph, parts) => {
    const wide = (left: string, right: string): string =>
      graph.op('Concat', [graph.reshape(left, n * c, h / 2, 1, w / 2, 1), graph.reshape(right, n * c, h / 2, 1, w / 2, 1)], { axis: 4 });
    const rows = graph.op('Concat', [wide(parts[0]!, parts[1]!), wide(parts[2]!, parts[3]!)], { axis: 2 });
    return graph.reshape(rows, n, c, h, w);
  };
}

/** The winner's position is unique, so comparing positions needs no tie rule. */
const comparePositions: Form = (graph, x, dy, [n, c, h, w]) => {
  const [, indices] = graph.many('MaxPool', [x], 2, POOL);
  const planes = graph.op('Cast', [indices!], { to: 6 });
  const bases = graph.constant({ dtype: 'int32', shape: [n * c, 1, 1, 1, 1], data: Int32Array.from({ length: n * c }, (_, plane) => plane * h * w) });
  const position = graph.op('Sub', [graph.reshape(planes, n * c, h / 2, 1, w / 2, 1), bases]);
  const own = graph.constant({ dtype: 'int32', shape: [1, h / 2, 2, w / 2, 2], data: Int32Array.from({ length: h * w }, (_, cell) => cell) });
  const here = graph.op('Equal', [position, own]);
  const result = graph.op('Where', [here, graph.reshape(dy, n * c, h / 2, 1, w / 2, 1), graph.floats([], 0)]);
  return graph.reshape(result, n, c, h, w);
};

function plain(shape: Shape, form: Form): Graph {
  const graph = new Graph();
  const [n, c, h, w] = shape;
  const x = graph.input('x', shape, tiedData(product(shape)));
  return graph.output(form(graph, x, graph.input('dy', [n, c, h / 2, w / 2]), shape), 4);
}

/** In the blocked layout every cell is 16 contiguous numbers, so slices and joins copy whole rows of the cache. */
function blocked(shape: Shape): Graph {
  const graph = new Graph();
  const [n, c, h, w] = shape;
  const planes = n * (c / BLOCK);
  const x = graph.input('xb', [planes * (h / 2), 2, w / 2, 2, BLOCK], toBlocked(tiedData(product(shape)), shape));
  const small = [n, c, h / 2, w / 2] as const;
  const dy = graph.input('dyb', [planes * (h / 2), 1, w / 2, 1, BLOCK], toBlocked(randomData('dy', product(small)), small));
  const cells = (_: Graph, value: string): string[] =>
    [[0, 0], [0, 1], [1, 0], [1, 1]].map(([row, column]) => graph.slice(value, [row!, column!], [row! + 1, column! + 1], [1, 3]));
  const joined = (_: Graph, parts: string[]): string => {
    const rows = [0, 2].map((first) => graph.op('Concat', [parts[first]!, parts[first + 1]!], { axis: 3 }));
    return graph.op('Concat', rows, { axis: 1 });
  };
  const whole = masks(cells, joined)(graph, x, dy, shape);
  return graph.output(graph.reshape(graph.transpose(graph.reshape(whole, planes, h * w, BLOCK), 0, 2, 1), ...shape), 4);
}

for (const shape of [[64, 6, 28, 28], [64, 32, 32, 32], [64, 64, 16, 16]] as const) {
  await compare('max pooling gradient', `[${shape.join(', ')}]`, [
    { name: 'Indices, ScatterElements add', graph: plain(shape, scatter('add')) },
    { name: 'Indices, ScatterElements', graph: plain(shape, scatter('none')) },
    { name: 'Indices, compare positions', graph: plain(shape, comparePositions) },
    { name: 'masks over strided Slices', graph: plain(shape, masks(strided, interleaved(shape))) },
    ...(shape[1] % BLOCK === 0 ? [{ name: 'blocked: masks (and reorder to compare)', graph: blocked(shape) }] : []),
  ]);
}
