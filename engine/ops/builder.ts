/**
 * Builds op graphs. Layers, losses, optimizers and gradient rules write their mathematics through it; every call infers
 * types at once, so a mistake surfaces where it was made.
 */
import { float32Tensor, type DType, type Tensor } from '../core/dtype';
import { sameShape, type Dim, type Shape } from '../core/shape';
import type { Attributes, Graph, GraphInput, GraphOutput, InputBinding, OpNode, OutputBinding, Phase, TensorType, Value } from './graph';
import { OPS, type OpAttributes, type OpName } from './index';

export class Builder {
  private nextId = 0;
  private origin = '';
  private phase: Phase = 'forward';
  private readonly inputs: GraphInput[] = [];
  private readonly nodes: OpNode[] = [];
  private readonly outputs: GraphOutput[] = [];

  /** Continues a graph: its values stay valid, new ones get fresh ids. */
  constructor(from?: Graph) {
    if (!from) return;
    this.inputs.push(...from.inputs);
    this.nodes.push(...from.nodes);
    this.outputs.push(...from.outputs);
    const ids = [...from.inputs.map(({ value }) => value.id), ...from.nodes.flatMap((node) => node.outputs.map((value) => value.id))];
    this.nextId = ids.reduce((highest, id) => Math.max(highest, id + 1), 0);
  }

  finish(): Graph {
    return { inputs: [...this.inputs], nodes: [...this.nodes], outputs: [...this.outputs] };
  }

  /** Runs `body` with every new value marked as belonging to `origin` and `phase`. */
  within<T>(place: { readonly origin?: string; readonly phase?: Phase }, body: () => T): T {
    const outer = { origin: this.origin, phase: this.phase };
    this.origin = place.origin ?? this.origin;
    this.phase = place.phase ?? this.phase;
    try {
      return body();
    } finally {
      this.origin = outer.origin;
      this.phase = outer.phase;
    }
  }

  input(type: TensorType, binding: InputBinding): Value {
    const value = this.value(type);
    this.inputs.push({ value, binding });
    return value;
  }

  output(value: Value, binding: OutputBinding): void {
    this.outputs.push({ value, binding });
  }

  apply<K extends OpName>(op: K, inputs: readonly Value[], attributes: OpAttributes[K]): Value[] {
    const types = OPS[op].infer(inputs, attributes as never);
    const outputs = types.map((type) => this.value(type));
    this.nodes.push({ op, inputs, outputs, attributes: attributes as Attributes, origin: this.origin, phase: this.phase });
    return outputs;
  }

  /** Like `apply`, for ops with a single output. */
  one<K extends OpName>(op: K, inputs: readonly Value[], attributes: OpAttributes[K]): Value {
    return this.apply(op, inputs, attributes)[0]!;
  }

  private value(type: TensorType): Value {
    return { id: this.nextId++, dtype: type.dtype, shape: type.shape, origin: this.origin };
  }

  constant(tensor: Tensor): Value {
    return this.one('Constant', [], { value: tensor });
  }

  scalar(value: number): Value {
    return this.constant(float32Tensor([], [value]));
  }

  neg = (x: Value): Value => this.one('Neg', [x], {});
  exp = (x: Value): Value => this.one('Exp', [x], {});
  log = (x: Value): Value => this.one('Log', [x], {});
  sqrt = (x: Value): Value => this.one('Sqrt', [x], {});
  reciprocal = (x: Value): Value => this.one('Reciprocal', [x], {});
  abs = (x: Value): Value => this.one('Abs', [x], {});
  tanh = (x: Value): Value => this.one('Tanh', [x], {});
  sigmoid = (x: Value): Value => this.one('Sigmoid', [x], {});
  relu = (x: Value): Value => this.one('Relu', [x], {});
  square = (x: Value): Value => this.mul(x, x);

  add = (a: Value, b: Value | number): Value => this.one('Add', [a, this.operand(b)], {});
  sub = (a: Value | number, b: Value | number): Value => this.one('Sub', [this.operand(a), this.operand(b)], {});
  mul = (a: Value, b: Value | number): Value => this.one('Mul', [a, this.operand(b)], {});
  div = (a: Value | number, b: Value | number): Value => this.one('Div', [this.operand(a), this.operand(b)], {});
  max = (a: Value, b: Value | number): Value => this.one('Max', [a, this.operand(b)], {});
  min = (a: Value, b: Value | number): Value => this.one('Min', [a, this.operand(b)], {});
  greater = (a: Value, b: Value | number): Value => this.one('Greater', [a, this.operand(b)], {});
  less = (a: Value, b: Value | number): Value => this.one('Less', [a, this.operand(b)], {});
  equal = (a: Value, b: Value): Value => this.one('Equal', [a, b], {});
  where = (condition: Value, a: Value | number, b: Value | number): Value =>
    this.one('Where', [condition, this.operand(a), this.operand(b)], {});

  cast = (x: Value, to: DType): Value => (x.dtype === to ? x : this.one('Cast', [x], { to }));
  matmul = (a: Value, b: Value): Value => this.one('MatMul', [a, b], {});
  transpose = (x: Value, perm: readonly number[]): Value => this.one('Transpose', [x], { perm });
  reshape = (x: Value, shape: Shape): Value => (sameShape(x.shape, shape) ? x : this.one('Reshape', [x], { shape }));
  expandLike = (x: Value, like: Value): Value => (sameShape(x.shape, like.shape) ? x : this.one('ExpandLike', [x, like], {}));
  concat = (values: readonly Value[], axis: number): Value => this.one('Concat', values, { axis });
  sum = (x: Value, axes: readonly number[], keepdims = false): Value => this.one('ReduceSum', [x], { axes, keepdims });
  mean = (x: Value, axes: readonly number[], keepdims = false): Value => this.one('ReduceMean', [x], { axes, keepdims });

  /** Swaps the last two axes. */
  transposeLast(x: Value): Value {
    const axes = x.shape.map((_, axis) => axis);
    const last = axes.length - 1;
    return this.transpose(x, [...axes.slice(0, -2), last, last - 1]);
  }

  /** The run-time size of the given axes, multiplied, as a float32 scalar: what a mean over them divides by. */
  size(x: Value, axes: readonly number[]): Value {
    const fixed = axes.reduce((product, axis) => product * (typeof x.shape[axis] === 'number' ? x.shape[axis] : 1), 1);
    return axes
      .filter((axis) => typeof x.shape[axis] !== 'number')
      .reduce((product, axis) => this.mul(this.one('DimensionSize', [x], { axis }), product), this.scalar(fixed));
  }

  /** Undoes broadcasting: sums the axes of `x` along which a value of `shape` was repeated. */
  sumTo(x: Value, shape: Shape): Value {
    if (sameShape(x.shape, shape)) return x;
    const lead = x.shape.length - shape.length;
    const leading = x.shape.slice(0, lead).map((_, axis) => axis);
    const inner = shape.flatMap((dim: Dim, axis) => (dim === 1 && x.shape[axis + lead] !== 1 ? [axis + lead] : []));
    if (inner.length === 0) return this.sum(x, leading);
    const summed = this.sum(x, [...leading, ...inner], true);
    return this.reshape(summed, shape);
  }

  private operand(value: Value | number): Value {
    return typeof value === 'number' ? this.scalar(value) : value;
  }
}
