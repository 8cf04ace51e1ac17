import { float32Tensor, type Tensor } from '../../engine/core/dtype';
import { RandomStream } from '../../engine/core/random';
import type { OnnxAttribute, OnnxInitializer, OnnxModel, OnnxNode, OnnxValue } from '../../engine/onnx/model';

type Attributes = Readonly<Record<string, OnnxAttribute | number | string | readonly number[]>>;

/** Numbers drawn from [−1, 1); equal keys give equal data, so that variants compute on the same values. */
export function randomData(key: string, count: number): Float32Array {
  const stream = new RandomStream(key);
  return Float32Array.from({ length: count }, (_, index) => 2 * stream.uniformAt(index) - 1);
}

export const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** A hand-built graph together with what it is fed. */
export class Graph {
  readonly feeds: Record<string, Tensor> = {};
  private readonly nodes: OnnxNode[] = [];
  private readonly inputs: OnnxValue[] = [];
  private readonly outputs: OnnxValue[] = [];
  private readonly initializers: OnnxInitializer[] = [];

  input(name: string, shape: readonly number[], data = randomData(name, product(shape))): string {
    this.inputs.push({ name, dtype: 'float32', shape });
    this.feeds[name] = float32Tensor(shape, data);
    return name;
  }

  constant(tensor: Tensor): string {
    const name = `c${this.initializers.length}`;
    this.initializers.push({ name, tensor });
    return name;
  }

  ints(...values: readonly number[]): string {
    return this.constant({ dtype: 'int64', shape: [values.length], data: BigInt64Array.from(values, BigInt) });
  }

  floats(shape: readonly number[], ...values: readonly number[]): string {
    return this.constant(float32Tensor(shape, values));
  }

  op(op: string, inputs: readonly string[], attributes: Attributes = {}, domain?: string): string {
    return this.many(op, inputs, 1, attributes, domain)[0]!;
  }

  many(op: string, inputs: readonly string[], count: number, attributes: Attributes = {}, domain?: string): string[] {
    const name = `${op}${this.nodes.length}`;
    const outputs = Array.from({ length: count }, (_, index) => `${name}_${index}`);
    const tagged = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, tag(value)]));
    this.nodes.push({ op, name, inputs, outputs, attributes: tagged, ...(domain ? { domain } : {}) });
    return outputs;
  }

  reshape(value: string, ...shape: readonly number[]): string {
    return this.op('Reshape', [value, this.ints(...shape)]);
  }

  transpose(value: string, ...perm: readonly number[]): string {
    return this.op('Transpose', [value], { perm });
  }

  slice(value: string, starts: readonly number[], ends: readonly number[], axes: readonly number[], steps?: readonly number[]): string {
    const inputs = [value, this.ints(...starts), this.ints(...ends), this.ints(...axes)];
    return this.op('Slice', steps ? [...inputs, this.ints(...steps)] : inputs);
  }

  sum(value: string, axes: readonly number[], keepdims = 0, op = 'ReduceSum'): string {
    return this.op(op, [value, this.ints(...axes)], { keepdims });
  }

  output(value: string, rank: number): this {
    this.outputs.push({ name: value, dtype: 'float32', shape: Array.from({ length: rank }, (_, axis) => `${value}_d${axis}`) });
    return this;
  }

  model(): OnnxModel {
    const { nodes, inputs, outputs, initializers } = this;
    return { name: 'experiment', nodes, inputs, outputs, initializers };
  }
}

function tag(value: OnnxAttribute | number | string | readonly number[]): OnnxAttribute {
  if (typeof value === 'number') return { int: value };
  if (typeof value === 'string') return { string: value };
  return isInts(value) ? { ints: value } : value;
}

function isInts(value: OnnxAttribute | readonly number[]): value is readonly number[] {
  return Array.isArray(value);
}
