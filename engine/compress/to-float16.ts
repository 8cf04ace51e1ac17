/**
 * A model in half precision: half the bytes, and twice the speed on hardware that has it. Weights and what is computed become
 * float16; nodes that cannot or must not are left in float32 between casts.
 */
import type { DType, Tensor } from '../core/dtype';
import { fail } from '../core/diagnostic';
import { halfTensor, LARGEST_HALF, SMALLEST_HALF } from '../core/half';
import { ownValue } from '../core/own-value';
import type { OnnxAttribute, OnnxInitializer, OnnxModel, OnnxNode, OnnxValue } from '../onnx/model';
import { ELEMENT_TYPE } from '../onnx/tensor-proto';
import { valueTypes } from './value-types';

export interface HalfOptions {
  /** Whether inputs and outputs become half too, or stay float32 behind casts. */
  readonly io: 'float' | 'half';
  /** Names of nodes that stay in float32. */
  readonly keep?: ReadonlySet<string>;
}

/** Operators that ONNX does not define in half precision, or that count or measure in float32 by definition. */
const FLOAT_ONLY = new Set(['NonMaxSuppression', 'QuantizeLinear', 'DequantizeLinear', 'DynamicQuantizeLinear', 'QLinearConv', 'QLinearMatMul', 'Multinomial']);
/** Inputs that are float32 whatever the others are. */
const FLOAT_INPUTS: Readonly<Record<string, readonly number[]>> = { Resize: [1, 2], Upsample: [1] };

export function toFloat16(model: OnnxModel, options: HalfOptions): OnnxModel {
  return new HalfWriter(model, options).write();
}

/** Whether a tensor survives: infinite where it is too large, zero where it is too small to tell from it. */
export function halfRange({ data }: Tensor<'float32'>): { readonly tooLarge: number; readonly vanished: number } {
  let [tooLarge, vanished] = [0, 0];
  for (const value of data) {
    const size = Math.abs(value);
    if (Number.isFinite(size) && size > LARGEST_HALF) tooLarge++;
    else if (size > 0 && size <= SMALLEST_HALF / 2) vanished++;
  }
  return { tooLarge, vanished };
}

type Precision = 'float32' | 'float16';

class HalfWriter {
  private readonly types: ReadonlyMap<string, DType>;
  /** In what precision each float value is written by its node. */
  private readonly native = new Map<string, Precision>();
  private readonly casts = new Map<string, string>();
  private readonly initializers = new Map<string, OnnxInitializer>();
  private readonly weights: ReadonlyMap<string, Tensor>;
  private readonly nodes: OnnxNode[] = [];
  private readonly outputs: ReadonlySet<string>;

  constructor(private readonly model: OnnxModel, private readonly options: HalfOptions) {
    this.types = valueTypes(model);
    this.weights = new Map(model.initializers.map(({ name, tensor }) => [name, tensor]));
    this.outputs = new Set(model.outputs.map(({ name }) => name));
  }

  write(): OnnxModel {
    const io: Precision = this.options.io === 'half' ? 'float16' : 'float32';
    const declared = (value: OnnxValue): OnnxValue => (value.dtype === 'float32' ? { ...value, dtype: io } : value);
    for (const { name, dtype } of this.model.inputs) if (dtype === 'float32') this.native.set(name, io);
    for (const node of this.model.nodes) this.add(node);
    for (const { name, dtype } of this.model.outputs) if (dtype === 'float32') this.finishOutput(name, io);
    return { ...this.model, inputs: this.model.inputs.map(declared), outputs: this.model.outputs.map(declared), nodes: this.nodes, initializers: [...this.initializers.values()] };
  }

  private add(node: OnnxNode): void {
    refuseGraphs(node);
    const stays = node.domain !== undefined || FLOAT_ONLY.has(node.op) || (this.options.keep?.has(node.name) ?? false);
    const precision: Precision = stays ? 'float32' : 'float16';
    const inputs = node.inputs.map((name, index) => this.read(name, ownValue(FLOAT_INPUTS, node.op)?.includes(index) ? 'float32' : precision));
    const outputs = node.outputs.map((name) => {
      if (this.types.get(name) !== 'float32') return name;
      this.native.set(name, precision);
      return this.outputs.has(name) ? inner(name) : name;
    });
    this.nodes.push({ ...node, inputs, outputs, ...(!stays && withHalfAttributes(node)) });
  }

  /** The name under which `name` is there in `precision`; a cast is added where it is not. */
  private read(name: string, precision: Precision): string {
    if (this.types.get(name) !== 'float32') {
      const tensor = this.weights.get(name);
      if (tensor) this.initializers.set(name, { name, tensor });
      return name;
    }
    const weight = this.weights.get(name);
    if (weight) return this.weight(name, weight as Tensor<'float32'>, precision);
    const native = this.native.get(name);
    const written = this.outputs.has(name) && !this.isInput(name) ? inner(name) : name;
    return native === precision ? written : this.cast(name, written, precision);
  }

  private isInput(name: string): boolean {
    return this.model.inputs.some((input) => input.name === name);
  }

  private weight(name: string, tensor: Tensor<'float32'>, precision: Precision): string {
    const own = precision === 'float16' ? name : `${name}/float32`;
    if (!this.initializers.has(own)) this.initializers.set(own, { name: own, tensor: precision === 'float16' ? halfTensor(tensor) : tensor });
    return own;
  }

  private cast(name: string, from: string, to: Precision): string {
    const key = `${name}/${to}`;
    const known = this.casts.get(key);
    if (known !== undefined) return known;
    this.casts.set(key, key);
    this.nodes.push(castNode(from, key, to));
    return key;
  }

  /** Under its own name, which its node could not use before it was known in what precision others read it. */
  private finishOutput(name: string, io: Precision): void {
    if (this.weights.has(name)) this.nodes.push({ op: 'Identity', name: `output/${name}`, inputs: [this.read(name, io)], outputs: [name] });
    else if (this.isInput(name)) return;
    else if (this.native.get(name) === io) this.nodes.push({ op: 'Identity', name: `output/${name}`, inputs: [inner(name)], outputs: [name] });
    else this.nodes.push(castNode(inner(name), name, io));
  }
}

function inner(output: string): string {
  return `${output}/computed`;
}

function castNode(from: string, to: string, precision: Precision): OnnxNode {
  return { op: 'Cast', name: `cast/${to}`, inputs: [from], outputs: [to], attributes: { to: { int: ELEMENT_TYPE[precision] } } };
}

function refuseGraphs({ op, name, attributes = {} }: OnnxNode): void {
  if (!['If', 'Loop', 'Scan'].includes(op) && !Object.values(attributes).some((attribute) => 'proto' in attribute)) return;
  fail('half-inner-graph', `The node “${name}” (${op}) holds a graph of its own, which cannot be written in half precision.`, { node: name, found: op, remedy: 'Export this model as float32.' });
}

function withHalfAttributes({ op, attributes = {} }: OnnxNode): Pick<OnnxNode, 'attributes'> {
  const { value_float: single, value_floats: several, ...rest } = attributes;
  const given = single && 'float' in single ? [single.float] : several && 'floats' in several ? several.floats : undefined;
  if (op === 'Constant' && given) return { attributes: { ...rest, value: { tensor: halfTensor({ dtype: 'float32', shape: several ? [given.length] : [], data: Float32Array.from(given) }) } } };
  if (op === 'ConstantOfShape' && !attributes['value']) return { attributes: { value: { tensor: halfTensor({ dtype: 'float32', shape: [1], data: Float32Array.of(0) }) } } };
  const changed = Object.entries(attributes).map(([name, attribute]): [string, OnnxAttribute] => {
    if ('tensor' in attribute && attribute.tensor.dtype === 'float32') return [name, { tensor: halfTensor(attribute.tensor as Tensor<'float32'>) }];
    const namesType = (name === 'to' || name === 'dtype') && 'int' in attribute && attribute.int === Number(ELEMENT_TYPE.float32);
    return [name, namesType ? { int: ELEMENT_TYPE.float16 } : attribute];
  });
  return changed.length > 0 ? { attributes: Object.fromEntries(changed) } : {};
}
