/** Operators that stand between weights, their own among them, and an answer and have no gradient: training must end after them. */
import { isTensor } from './source-model';
import type { Recognised } from './recognise/recogniser';
import type { TypedGraph, TypedNode } from './typed-graph';

/** Nothing is learned through what is flat almost everywhere; its gradient is zero, and no obstacle. */
const FLAT: ReadonlySet<string> = new Set(['Floor']);

/** Whole numbers and truth values carry no gradient, so what only they lead to is free as well. */
export function findObstacles(graph: TypedGraph, found: ReadonlyMap<TypedNode, Recognised>, live: ReadonlySet<string>): readonly TypedNode[] {
  const parts = new Set([...found.values()].flatMap(({ nodes }) => nodes));
  /** Values that weights have a say in. */
  const learned = new Set<string>();
  const learn = (values: readonly string[]): void => values.filter((value) => graph.type(value)?.dtype === 'float32').forEach((value) => learned.add(value));
  return graph.nodes.filter((node) => {
    const layer = found.get(node);
    if (layer) {
      if (Object.keys(layer.tensors ?? {}).length > 0 || layer.inputs.some((value) => learned.has(value))) learn([layer.output, ...(layer.more ?? [])]);
      return false;
    }
    if (parts.has(node) || node.folded || FLAT.has(node.op)) return false;
    const isLed = [...node.inputs, ...node.captured].some((value) => learned.has(value));
    if (!isLed && !hasWeights(graph, node)) return false;
    learn(node.outputs);
    return !node.translated && node.outputs.some((value) => live.has(value) && learned.has(value));
  });
}

/** Operands that an optimizer would change. What is not ours may have a list of settings as well (the scales of `Resize`), but no matrix of them. */
function hasWeights(graph: TypedGraph, node: TypedNode): boolean {
  return node.inputs.some((name) => {
    const constant = graph.constants.get(name);
    return constant !== undefined && isTensor(constant) && constant.dtype === 'float32' && constant.data.length > 1 && (node.translated || constant.shape.length > 1);
  });
}
