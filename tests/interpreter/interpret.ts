/**
 * Evaluates a primitive op graph in double precision. Independent of ONNX Runtime and of the compiler's back half, it is
 * what gradients are differentiated against and what the emitted files are compared with.
 */
import { bindShape } from '../../engine/core/shape';
import { bindingName, type Attributes, type Graph, type Value } from '../../engine/ops/graph';
import type { OpName } from '../../engine/ops/index';
import { KERNELS } from './kernels';
import { countOf, type NdArray } from './nd-array';

/** By the names of the bindings. */
export type Feeds = Readonly<Record<string, NdArray>>;

/** The graph's outputs, in their order. */
export function interpret(graph: Graph, feeds: Feeds): NdArray[] {
  const values = new Map<Value, NdArray>();
  const sizes = symbolSizes(graph, feeds);
  for (const { value, binding } of graph.inputs) values.set(value, feedFor(feeds, bindingName(binding)));
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((input) => values.get(input)!);
    const results = kernelOf(node.op)(inputs, node.attributes, (shape) => bindShape(shape, sizes));
    node.outputs.forEach((output, index) => {
      const result = results[index]!;
      const expected = bindShape(output.shape, sizes);
      if (expected.join() !== result.shape.join() || countOf(expected) !== result.data.length) {
        throw new Error(`${node.op} of “${node.origin}” promised [${expected.join()}] and gave [${result.shape.join()}]`);
      }
      values.set(output, result);
    });
  }
  return graph.outputs.map(({ value }) => values.get(value)!);
}

function feedFor(feeds: Feeds, name: string): NdArray {
  const feed = feeds[name];
  if (!feed) throw new Error(`nothing was fed to “${name}”`);
  return feed;
}

/** Axes of inputs that are a bare symbol say how large it is. */
function symbolSizes(graph: Graph, feeds: Feeds): Record<string, number> {
  const sizes: Record<string, number> = {};
  for (const { value, binding } of graph.inputs) {
    const { shape } = feedFor(feeds, bindingName(binding));
    value.shape.forEach((dim, axis) => {
      if (typeof dim === 'string' && !dim.includes('·')) sizes[dim] = shape[axis]!;
    });
  }
  return sizes;
}

type AnyKernel = (inputs: readonly NdArray[], attributes: Attributes, bind: Parameters<(typeof KERNELS)['Reshape']>[2]) => readonly NdArray[];

function kernelOf(op: OpName): AnyKernel {
  if (!Object.hasOwn(KERNELS, op)) throw new Error(`${op} is not primitive: expand the graph before interpreting it`);
  return KERNELS[op as keyof typeof KERNELS] as AnyKernel;
}
