/**
 * A model in 8-bit integers, in the form that every runtime understands: QuantizeLinear and DequantizeLinear around what
 * is computed with integers (static QDQ). Weights are symmetric with one scale per output channel, activations have one
 * scale and zero point each, biases are int32 in the units of their product.
 */
import type { Tensor } from '../core/dtype';
import type { OnnxInitializer, OnnxModel, OnnxNode } from '../onnx/model';
import { withoutUnread } from './fold-batch-norm';
import type { IntegerPlan, WeightedNode } from './integer-plan';
import type { ValueRange } from './ranges';

export interface IntegerOptions {
  /**
   * Bits of a weight. With 7, sums of two products fit into 16 bits, which processors without VNNI add in: there, 8 bits may
   * be cut off silently.
   */
  readonly weightBits: 7 | 8;
}

/** The smallest normal float32: runtimes take what is below for zero, and divide by it. */
const SMALLEST_SCALE = 2 ** -126;

interface Scale {
  readonly scale: number;
  readonly zero: number;
}

/** `ranges` by the scale-giving values of the plan. */
export function toInt8(model: OnnxModel, plan: IntegerPlan, ranges: ReadonlyMap<string, ValueRange>, options: IntegerOptions): OnnxModel {
  return new IntegerWriter(model, plan, ranges, options).write();
}

class IntegerWriter {
  private readonly initializers = new Map<string, OnnxInitializer>();
  private readonly nodes: OnnxNode[] = [];
  private readonly weighted: ReadonlyMap<OnnxNode, WeightedNode>;
  private readonly scales: ReadonlyMap<string, Scale>;

  constructor(private readonly model: OnnxModel, private readonly plan: IntegerPlan, ranges: ReadonlyMap<string, ValueRange>, private readonly options: IntegerOptions) {
    this.weighted = new Map(plan.weighted.map((one) => [one.node, one]));
    this.scales = new Map([...ranges].map(([name, range]) => [name, scaleOf(range)]));
  }

  write(): OnnxModel {
    for (const { name } of this.model.inputs) this.quantizeValue(name);
    for (const node of this.model.nodes) {
      const read = node.inputs.map((name) => (this.plan.values.has(name) ? `${name}/rounded` : name));
      const weighted = this.weighted.get(node);
      this.nodes.push({ ...node, inputs: weighted ? this.withWeights(weighted, read) : read });
      node.outputs.forEach((name) => this.quantizeValue(name));
    }
    return withoutUnread({ ...this.model, nodes: this.nodes, initializers: [...this.model.initializers, ...this.initializers.values()] });
  }

  private quantizeValue(name: string): void {
    const root = this.plan.values.get(name);
    if (root === undefined) return;
    const { scale, zero } = this.scales.get(root)!;
    const [scaleName, zeroName] = [this.constant(`${root}/scale`, [], Float32Array.of(scale)), this.constant(`${root}/zero`, [], Int8Array.of(zero))];
    this.nodes.push(
      { op: 'QuantizeLinear', name: `quantize/${name}`, inputs: [name, scaleName, zeroName], outputs: [`${name}/integers`] },
      { op: 'DequantizeLinear', name: `dequantize/${name}`, inputs: [`${name}/integers`, scaleName, zeroName], outputs: [`${name}/rounded`] },
    );
  }

  private withWeights({ node, weight, axis, bias }: WeightedNode, [x]: readonly string[]): string[] {
    const name = node.inputs[1]!;
    const { integers, scales } = quantizeWeight(weight, axis, this.options.weightBits === 7 ? 63 : 127);
    const scaleName = this.constant(`${name}/scale`, [scales.length], scales);
    this.dequantize(`${name}/integers`, weight.shape, integers, scaleName, axis, `${name}/rounded`);
    if (!bias) return [x!, `${name}/rounded`];
    const units = scales.map((scale) => scale * this.scales.get(this.plan.values.get(node.inputs[0]!)!)!.scale);
    // One bias may serve several products, each in units of its own.
    const biasName = `${node.name}/bias`;
    this.dequantize(`${biasName}/integers`, bias.shape, Int32Array.from(bias.data, (value, index) => clamp(Math.round(value / units[index]!), 2 ** 31 - 1)), this.constant(`${biasName}/scale`, [units.length], units), 0, `${biasName}/rounded`);
    return [x!, `${name}/rounded`, `${biasName}/rounded`];
  }

  private dequantize(integers: string, shape: readonly number[], data: Int8Array | Int32Array, scale: string, axis: number, output: string): void {
    if (this.initializers.has(integers)) return;
    this.constant(integers, shape, data);
    this.nodes.push({ op: 'DequantizeLinear', name: `dequantize/${integers}`, inputs: [integers, scale], outputs: [output], attributes: { axis: { int: axis } } });
  }

  private constant(name: string, shape: readonly number[], data: Float32Array | Int8Array | Int32Array): string {
    if (this.initializers.has(name)) return name;
    const tensor = (data instanceof Float32Array ? { dtype: 'float32', shape, data } : data instanceof Int8Array ? { dtype: 'int8', shape, data } : { dtype: 'int32', shape, data }) as Tensor;
    this.initializers.set(name, { name, tensor });
    return name;
  }
}

/** Steps of int8 from -128 to 127 over the range, such that zero is a step. */
export function scaleOf({ low, high }: ValueRange): Scale {
  const span = high - low;
  const scale = Math.fround(span > 0 ? Math.max(span / 255, SMALLEST_SCALE) : 1);
  return { scale, zero: Math.min(127, Math.max(-128, Math.round(-128 - low / scale))) };
}

/** The nearest integers up to `most`, and the size of their steps for each place along `axis`. A channel of zeros has the scale 1. */
export function quantizeWeight({ shape, data }: Tensor<'float32'>, axis: number, most: number): { readonly integers: Int8Array; readonly scales: Float32Array } {
  const channels = shape[axis]!;
  const inner = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const channelOf = (index: number): number => Math.floor(index / inner) % channels;
  const scales = new Float32Array(channels);
  data.forEach((value, index) => (scales[channelOf(index)] = Math.max(scales[channelOf(index)]!, Math.abs(value))));
  scales.forEach((largest, channel) => (scales[channel] = largest > 0 ? Math.max(largest / most, SMALLEST_SCALE) : 1));
  return { integers: Int8Array.from(data, (value, index) => clamp(Math.round(value / scales[channelOf(index)]!), most)), scales };
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value));
}
