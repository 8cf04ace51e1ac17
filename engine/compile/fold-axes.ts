/**
 * A convolution over volumes whose kernel never looks along an axis treats the slices along it like pictures of a batch.
 * ONNX Runtime computes convolutions of two axes several times as fast as those of three (docs/performance.md), so such an axis is
 * moved into the batch: [N, C, D, H, W] becomes [N·D, C, H, W].
 *
 * Precondition: the batch is a number. Every value has a plain form, a folded form, or both; what stands between convolutions
 * stays folded. Graph inputs and outputs stay plain.
 */
import { sameShape, staticDim, type Shape } from '../core/shape';
import { Builder } from '../ops/builder';
import type { ConvAttributes } from '../ops/conv';
import type { Graph, OpNode, Value } from '../ops/graph';
import { attributesOf, type OpName } from '../ops/index';
import { spatialSizes } from '../ops/window';
import { ELEMENTWISE } from './element-ops';

/** Spatial axes of a volume. */
const RANK = 3;

export function foldAxes(graph: Graph): Graph {
  const folding = new Folding();
  const { builder } = folding;
  for (const { value, binding } of graph.inputs) folding.keep(value, builder.within({ origin: value.origin }, () => builder.input(value, binding)));
  for (const node of graph.nodes) {
    builder.within({ origin: node.origin, phase: node.phase }, () => {
      if (!RULES[node.op]?.(node, folding)) folding.copy(node);
    });
  }
  for (const { value, binding } of graph.outputs) builder.output(builder.within({ origin: value.origin }, () => folding.plain(value)), binding);
  return builder.finish();
}

/** The forms of every value of the old graph in the new one. Axes count from the first after the channels. */
class Folding {
  readonly builder = new Builder();
  private readonly plains = new Map<Value, Value>();
  private readonly folds = new Map<Value, { readonly axis: number; readonly value: Value }>();

  keep(value: Value, plain: Value): void {
    this.plains.set(value, plain);
  }

  keepFolded(value: Value, axis: number, folded: Value): true {
    this.folds.set(value, { axis, value: folded });
    return true;
  }

  copy(node: OpNode): void {
    const outputs = this.builder.apply(node.op, node.inputs.map((input) => this.plain(input)), node.attributes as never);
    node.outputs.forEach((output, index) => this.keep(output, outputs[index]!));
  }

  /** The axis along which the value is folded already. */
  axisOf(value: Value): number | undefined {
    return this.folds.get(value)?.axis;
  }

  plain(value: Value): Value {
    const known = this.plains.get(value);
    if (known) return known;
    const { axis, value: folded } = this.folds.get(value)!;
    const order = foldedOrder(axis);
    const split = this.builder.reshape(folded, order.map((at) => value.shape[at]!));
    const made = this.builder.transpose(split, order.map((_, at) => order.indexOf(at)));
    this.plains.set(value, made);
    return made;
  }

  folded(value: Value, axis: number): Value {
    const known = this.folds.get(value);
    if (known?.axis === axis) return known.value;
    const order = foldedOrder(axis);
    const [batch, slices, ...rest] = order.map((at) => staticDim(value.shape[at]!));
    const made = this.builder.reshape(this.builder.transpose(this.plain(value), order), [batch! * slices!, ...rest]);
    if (!known) this.keepFolded(value, axis, made);
    return made;
  }

  /** An operand of an elementwise op whose result has `shape`; undefined where it does not broadcast when folded. */
  operand(value: Value, shape: Shape, axis: number): (() => Value) | undefined {
    if (sameShape(value.shape, shape)) return () => this.folded(value, axis);
    return value.shape.every((dim) => dim === 1) ? () => this.builder.reshape(this.plain(value), []) : undefined;
  }
}

/** Where each axis of N, D, C, H, W stood before. */
function foldedOrder(axis: number): number[] {
  return [0, axis + 2, ...without([1, 2, 3, 4], axis + 1)];
}

function without<Item>(items: readonly Item[], at: number): Item[] {
  return items.filter((_, index) => index !== at);
}

/** The first axis along which a kernel neither looks nor steps; undefined where there is none, and for what is no volume. */
function stillAxis(kernel: readonly number[], { strides, pads }: ConvAttributes): number | undefined {
  const axis = kernel.length === RANK ? kernel.findIndex((size, at) => size === 1 && strides[at] === 1 && pads[at] === 0 && pads[at + RANK] === 0) : -1;
  return axis < 0 ? undefined : axis;
}

function flat<Attributes extends ConvAttributes>(attributes: Attributes, axis: number): Attributes {
  const { strides, pads, dilations } = attributes;
  return { ...attributes, strides: without(strides, axis), dilations: without(dilations, axis), pads: [...without(pads.slice(0, RANK), axis), ...without(pads.slice(RANK), axis)] };
}

/** Builds a node in its folded form; false where it is better left alone. */
type Rule = (node: OpNode, folding: Folding) => boolean;

const conv: Rule = (node, folding) => {
  const attributes = attributesOf<'Conv'>(node);
  const [x, weight, bias] = node.inputs as [Value, Value, Value?];
  const axis = stillAxis(spatialSizes(weight.shape), attributes);
  if (axis === undefined) return false;
  return folding.keepFolded(node.outputs[0]!, axis, folding.builder.one('Conv', [folding.folded(x, axis), flatKernel(folding, weight, axis), ...plains(folding, bias)], flat(attributes, axis)));
};

const convTranspose: Rule = (node, folding) => {
  const attributes = attributesOf<'ConvTranspose'>(node);
  const [x, weight, bias] = node.inputs as [Value, Value, Value?];
  const axis = stillAxis(spatialSizes(weight.shape), attributes);
  if (axis === undefined) return false;
  const window = { ...flat(attributes, axis), outputPadding: without(attributes.outputPadding, axis) };
  return folding.keepFolded(node.outputs[0]!, axis, folding.builder.one('ConvTranspose', [folding.folded(x, axis), flatKernel(folding, weight, axis), ...plains(folding, bias)], window));
};

const convInputGrad: Rule = (node, folding) => {
  const attributes = attributesOf<'ConvInputGrad'>(node);
  const [weight, dy] = node.inputs as [Value, Value];
  const axis = stillAxis(spatialSizes(weight.shape), attributes);
  if (axis === undefined) return false;
  const window = { ...flat(attributes, axis), spatial: without(attributes.spatial, axis) };
  return folding.keepFolded(node.outputs[0]!, axis, folding.builder.one('ConvInputGrad', [flatKernel(folding, weight, axis), folding.folded(dy, axis)], window));
};

const convWeightGrad: Rule = (node, folding) => {
  const attributes = attributesOf<'ConvWeightGrad'>(node);
  const [x, dy] = node.inputs as [Value, Value];
  const axis = stillAxis(attributes.kernel, attributes);
  if (axis === undefined) return false;
  const window = { ...flat(attributes, axis), kernel: without(attributes.kernel, axis) };
  const gradient = folding.builder.one('ConvWeightGrad', [folding.folded(x, axis), folding.folded(dy, axis)], window);
  folding.keep(node.outputs[0]!, folding.builder.reshape(gradient, node.outputs[0]!.shape));
  return true;
};

function flatKernel(folding: Folding, weight: Value, axis: number): Value {
  return folding.builder.reshape(folding.plain(weight), without(weight.shape, axis + 2));
}

function plains(folding: Folding, bias: Value | undefined): Value[] {
  return bias ? [folding.plain(bias)] : [];
}

/** The gradient of a bias. */
const reduceSum: Rule = (node, folding) => {
  const x = node.inputs[0]!;
  const { axes, keepdims } = attributesOf<'ReduceSum'>(node);
  const axis = folding.axisOf(x);
  if (axis === undefined || keepdims || axes.join() !== '0,2,3,4') return false;
  folding.keep(node.outputs[0]!, folding.builder.sum(folding.folded(x, axis), [0, 2, 3]));
  return true;
};

const elementwise: Rule = (node, folding) => {
  const { shape } = node.outputs[0]!;
  const axis = node.inputs.map((input) => (sameShape(input.shape, shape) ? folding.axisOf(input) : undefined)).find((found) => found !== undefined);
  if (axis === undefined) return false;
  const operands = node.inputs.map((input) => folding.operand(input, shape, axis));
  if (!operands.every((operand) => operand !== undefined)) return false;
  return folding.keepFolded(node.outputs[0]!, axis, folding.builder.apply(node.op, operands.map((operand) => operand()), node.attributes as never)[0]!);
};

const RULES: { readonly [K in OpName]?: Rule } = {
  ...Object.fromEntries(ELEMENTWISE.map((op) => [op, elementwise])),
  Conv: conv,
  ConvInputGrad: convInputGrad,
  ConvTranspose: convTranspose,
  ConvWeightGrad: convWeightGrad,
  ReduceSum: reduceSum,
};
