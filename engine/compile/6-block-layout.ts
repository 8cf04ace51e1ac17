/**
 * Moves convolutions and what stands between them into the blocked layout, where this processor has one.
 *
 * Precondition: the batch is a number. Every value has a plain form, a blocked form, or both: an op asks for the form it
 * works on, and the other is made where it is first wanted, once. Graph inputs and outputs stay plain, so weights, their
 * gradients and checkpoints know nothing of blocks.
 */
import { sameShape, type Shape } from '../core/shape';
import { Builder } from '../ops/builder';
import { blockedColumn, blockedShape, blockWeight, channelSums } from '../ops/blocked';
import { planInputGrad } from '../ops/blocked-conv-input-grad';
import { hasBlockedWeightGrad } from '../ops/blocked-conv-weight-grad';
import type { Graph, OpNode, Value } from '../ops/graph';
import { canTile } from '../ops/max-pool-masks';
import { attributesOf, type OpName } from '../ops/index';
import { ELEMENTWISE } from './element-ops';

export function blockLayout(graph: Graph, block: number): Graph {
  const layout = new Layout(block);
  for (const { value, binding } of graph.inputs) layout.keep(value, layout.builder.within({ origin: value.origin }, () => layout.builder.input(value, binding)));
  for (const node of graph.nodes) {
    layout.builder.within({ origin: node.origin, phase: node.phase }, () => {
      const results = RULES[node.op]?.(node, layout);
      if (results) node.outputs.forEach((output, index) => layout.put(output, results[index]!));
      else layout.copy(node);
    });
  }
  for (const { value, binding } of graph.outputs) {
    layout.builder.output(layout.builder.within({ origin: value.origin }, () => layout.plain(value)), binding);
  }
  return layout.builder.finish();
}

/** The forms of every value of the old graph in the new one. */
class Layout {
  readonly builder = new Builder();
  private readonly plains = new Map<Value, Value>();
  private readonly blocks = new Map<Value, Value>();

  constructor(readonly block: number) {}

  keep(value: Value, plain: Value): void {
    this.plains.set(value, plain);
  }

  /** Takes over a result, in the form that its shape tells. */
  put(value: Value, result: Value): void {
    (sameShape(value.shape, result.shape) ? this.plains : this.blocks).set(value, result);
  }

  copy(node: OpNode): void {
    const outputs = this.builder.apply(node.op, node.inputs.map((input) => this.plain(input)), node.attributes as never);
    node.outputs.forEach((output, index) => this.keep(output, outputs[index]!));
  }

  isBlocked(value: Value): boolean {
    return this.blocks.has(value);
  }

  plain(value: Value): Value {
    const known = this.plains.get(value);
    if (known) return known;
    const blocked = this.blocks.get(value)!;
    const made = isPixel(value.shape) ? this.builder.reshape(blocked, value.shape) : this.builder.one('UnblockChannels', [blocked], { channelsLast: false });
    this.plains.set(value, made);
    return made;
  }

  blocked(value: Value): Value {
    const known = this.blocks.get(value);
    if (known) return known;
    const plain = this.plains.get(value)!;
    const { block } = this;
    const made = isPixel(value.shape) ? this.builder.reshape(plain, blockedShape(value.shape, block)) : this.builder.one('BlockChannels', [plain], { block });
    this.blocks.set(value, made);
    return made;
  }

  /** An operand of an elementwise op whose result has `shape`; undefined where it does not broadcast in blocks. */
  operand(value: Value, shape: Shape): (() => Value) | undefined {
    if (sameShape(value.shape, shape)) return () => this.blocked(value);
    const [channels, ...picture] = value.shape.slice(-3);
    if (value.shape.every((dim) => dim === 1)) return () => this.builder.reshape(this.plain(value), []);
    if (value.shape.length < 3 || channels !== shape[1] || picture.some((size) => size !== 1)) return undefined;
    if (value.shape.length === 4 && value.shape[0] !== 1) return () => this.blocked(value);
    return () => blockedColumn(this.builder, this.builder.reshape(this.plain(value), [channels!]), this.block);
  }
}

/** One pixel per channel: both layouts have the same memory. */
function isPixel(shape: Shape): boolean {
  return shape[2] === 1 && shape[3] === 1;
}

/** Builds a node in blocks and returns its results, or nothing where it is better left alone. */
type Rule = (node: OpNode, layout: Layout) => readonly Value[] | undefined;

function inBlocks(shape: Shape, block: number): boolean {
  return shape.length === 4 && typeof shape[1] === 'number' && shape[1] % block === 0;
}

/** Groups are none, or one per channel. */
function isConvInBlocks(x: Shape, y: Shape, group: number, block: number): boolean {
  if (!inBlocks(y, block)) return false;
  if (group > 1) return inBlocks(x, block) && group === x[1] && group === y[1];
  return inBlocks(x, block) || (x[1] as number) < block;
}

const conv: Rule = (node, layout) => {
  const attributes = attributesOf<'Conv'>(node);
  const [x, weight, bias] = node.inputs as [Value, Value, Value?];
  if (!isConvInBlocks(x.shape, node.outputs[0]!.shape, attributes.group, layout.block)) return undefined;
  // Reordering costs as much as a convolution by one cell.
  const isCell = weight.shape[2] === 1 && weight.shape[3] === 1;
  if (isCell && !layout.isBlocked(x)) return undefined;
  const from = inBlocks(x.shape, layout.block) ? layout.blocked(x) : layout.plain(x);
  const kernel = blockWeight(layout.builder, layout.plain(weight), layout.block);
  return layout.builder.apply('BlockedConv', [from, kernel, ...(bias ? [layout.plain(bias)] : [])], attributes);
};

const convInputGrad: Rule = (node, layout) => {
  const attributes = attributesOf<'ConvInputGrad'>(node);
  const [weight, dy] = node.inputs as [Value, Value];
  const x = node.outputs[0]!;
  if (!inBlocks(x.shape, layout.block) || !isConvInBlocks(x.shape, dy.shape, attributes.group, layout.block)) return undefined;
  if (!layout.isBlocked(dy) || !planInputGrad(weight.shape, dy.shape, attributes)) return undefined;
  return layout.builder.apply('BlockedConvInputGrad', [layout.plain(weight), layout.blocked(dy)], attributes);
};

const convWeightGrad: Rule = (node, layout) => {
  const attributes = attributesOf<'ConvWeightGrad'>(node);
  const [x, dy] = node.inputs as [Value, Value];
  const fits = isConvInBlocks(x.shape, dy.shape, attributes.group, layout.block) && hasBlockedWeightGrad(x.shape, dy.shape, attributes, layout.block);
  if (!fits || !layout.isBlocked(dy)) return undefined;
  const from = inBlocks(x.shape, layout.block) ? layout.blocked(x) : layout.plain(x);
  return layout.builder.apply('BlockedConvWeightGrad', [from, layout.blocked(dy)], attributes);
};

const batchNormalizationTraining: Rule = (node, layout) => {
  const [x, scale, bias] = node.inputs as [Value, Value, Value];
  if (!layout.isBlocked(x)) return undefined;
  return layout.builder.apply('BlockedBatchNormalizationTraining', [layout.blocked(x), layout.plain(scale), layout.plain(bias)], attributesOf<'BatchNormalizationTraining'>(node));
};

const batchNormalizationGrad: Rule = (node, layout) => {
  const [x, scale, mean, variance, dy] = node.inputs as [Value, Value, Value, Value, Value];
  if (!layout.isBlocked(x)) return undefined;
  const operands = [layout.blocked(x), ...[scale, mean, variance].map((value) => layout.plain(value)), layout.blocked(dy)];
  return layout.builder.apply('BlockedBatchNormalizationGrad', operands, attributesOf<'BatchNormalizationGrad'>(node));
};

const maxPool: Rule = (node, layout) => {
  const x = node.inputs[0]!;
  return layout.isBlocked(x) ? layout.builder.apply('BlockedMaxPool', [layout.blocked(x)], attributesOf<'MaxPool'>(node)) : undefined;
};

const maxPoolGrad: Rule = (node, layout) => {
  const attributes = attributesOf<'MaxPoolGrad'>(node);
  if (!layout.isBlocked(node.inputs[0]!) || !canTile(attributes)) return undefined;
  return layout.builder.apply('BlockedMaxPoolGrad', node.inputs.map((input) => layout.blocked(input)), attributes);
};

const globalAveragePool: Rule = (node, layout) => {
  const x = node.inputs[0]!;
  return layout.isBlocked(x) ? [layout.builder.mean(layout.blocked(x), [2, 3], true)] : undefined;
};

/** The gradient of a bias. */
const reduceSum: Rule = (node, layout) => {
  const x = node.inputs[0]!;
  const { axes, keepdims } = attributesOf<'ReduceSum'>(node);
  return layout.isBlocked(x) && !keepdims && axes.join() === '0,2,3' ? [channelSums(layout.builder, layout.blocked(x))] : undefined;
};

const expandLike: Rule = (node, layout) => {
  const [x, like] = node.inputs as [Value, Value];
  const from = layout.isBlocked(like) ? layout.operand(x, like.shape) : undefined;
  return from && [layout.builder.expandLike(from(), layout.blocked(like))];
};

const elementwise: Rule = (node, layout) => {
  const { shape } = node.outputs[0]!;
  if (!node.inputs.some((input) => layout.isBlocked(input) && sameShape(input.shape, shape))) return undefined;
  const operands = node.inputs.map((input) => layout.operand(input, shape));
  if (!operands.every((operand) => operand !== undefined)) return undefined;
  return layout.builder.apply(node.op, operands.map((operand) => operand()), node.attributes as never);
};

const RULES: { readonly [K in OpName]?: Rule } = {
  ...Object.fromEntries(ELEMENTWISE.map((op) => [op, elementwise])),
  BatchNormalizationGrad: batchNormalizationGrad,
  BatchNormalizationTraining: batchNormalizationTraining,
  Conv: conv,
  ConvInputGrad: convInputGrad,
  ConvWeightGrad: convWeightGrad,
  ExpandLike: expandLike,
  GlobalAveragePool: globalAveragePool,
  MaxPool: maxPool,
  MaxPoolGrad: maxPoolGrad,
  ReduceSum: reduceSum,
};
