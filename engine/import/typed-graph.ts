/** The model with the type of every value, upgraded to our operator set, and with everything worked out that is known. */
import type { Tensor } from '../core/dtype';
import type { Dim } from '../core/shape';
import { Builder } from '../ops/builder';
import type { TensorType, Value } from '../ops/graph';
import { tryTranslate } from '../ops/onnx';
import type { OnnxOperands } from '../ops/onnx/translate';
import { foldNode, sizesOfTensor, splitConstant, tensorOfSizes, type Sizes } from './known-values';
import { isTensor, type Constant, type SourceModel, type SourceNode } from './source-model';
import { typeByRule } from './type-rules';
import { upgradeNode } from './upgrade';
import type { UpgradeTools } from './upgrade/upgrade';

export interface TypedNode extends SourceNode {
  /** The place in the file's order. */
  readonly index: number;
  /** Its results are known: nothing has to run for them. */
  readonly folded: boolean;
  /** It is written with our ops. */
  readonly translated: boolean;
}

export class TypedGraph {
  readonly nodes: TypedNode[] = [];
  readonly constants: Map<string, Constant>;
  /** Values whose type nobody knows. */
  readonly untyped: string[] = [];
  private readonly outputs: ReadonlySet<string>;
  private readonly sizesOf = new Map<string, Sizes>();
  private readonly values = new Map<string, Value>();
  private readonly writers = new Map<string, TypedNode>();
  private readonly readers = new Map<string, TypedNode[]>();
  private readonly builder = new Builder();
  private made = 0;

  /** `inputs` are the types of the graph's inputs; `stated` what else is told of values. */
  constructor(source: SourceModel, inputs: ReadonlyMap<string, TensorType>, private readonly stated: (name: string) => TensorType | undefined) {
    this.constants = new Map(source.constants);
    this.outputs = new Set(source.outputs.map(({ name }) => name));
    for (const [name, type] of inputs) this.define(name, type);
    for (const [name, constant] of source.constants) if (isTensor(constant)) this.define(name, constant);
    const tools: UpgradeTools = {
      constant: (tensor) => this.addConstant(`/made${this.made++}`, tensor),
      fresh: () => `/made${this.made++}`,
      rankOf: (name) => this.type(name)?.shape.length,
    };
    source.nodes.forEach((node, index) => {
      for (const one of upgradeNode(node, tools)) this.visit(one, index);
    });
  }

  type(name: string): TensorType | undefined {
    return this.values.get(name);
  }

  tensor(name: string): Tensor | undefined {
    const constant = this.constants.get(name);
    return isTensor(constant) ? constant : undefined;
  }

  sizes(name: string): Sizes | undefined {
    return this.sizesOf.get(name) ?? sizesOfTensor(this.tensor(name));
  }

  writer(name: string): TypedNode | undefined {
    return this.writers.get(name);
  }

  isOutput(name: string): boolean {
    return this.outputs.has(name);
  }

  readersOf(name: string): readonly TypedNode[] {
    return this.readers.get(name) ?? [];
  }

  /** What an operator sees of its operands while it is written; `inputs` are values of `builder`. */
  operands(node: SourceNode, inputs: readonly (Value | undefined)[]): OnnxOperands {
    return {
      attributes: node.attributes,
      inputs,
      constant: (index) => this.tensor(node.inputs[index] ?? ''),
      dims: (index): readonly Dim[] | undefined => this.sizes(node.inputs[index] ?? '')?.items,
    };
  }

  private visit(node: SourceNode, index: number): void {
    const known = foldNode(node, { tensor: (name) => this.tensor(name), sizes: (name) => this.sizes(name), shape: (name) => this.type(name)?.shape });
    const parts = splitConstant(node, (name) => this.tensor(name), (name) => this.sizes(name));
    const written = known || parts ? undefined : this.translate(node);
    const typed: TypedNode = { ...node, index, folded: known !== undefined || parts !== undefined, translated: written !== undefined };
    this.nodes.push(typed);
    for (const name of new Set([...node.inputs, ...node.captured])) if (name !== '') this.addReader(name, typed);
    for (const output of node.outputs) if (output !== '') this.writers.set(output, typed);
    if (known) return this.learn(node.outputs[0]!, known);
    if (parts) return node.outputs.forEach((output, place) => this.addConstant(output, parts[place]!));
    node.outputs.forEach((output, place) => {
      if (output === '') return;
      const type = written?.[place] ?? this.byRule(typed) ?? this.stated(output);
      if (type) this.define(output, type);
      else this.untyped.push(output);
    });
  }

  private byRule(node: TypedNode): TensorType | undefined {
    return typeByRule(node, { types: node.inputs.map((name) => this.type(name)), sizes: (index) => this.sizes(node.inputs[index] ?? '')?.items, numbers: (index) => this.numbers(node.inputs[index] ?? '') });
  }

  private numbers(name: string): readonly number[] | undefined {
    const tensor = this.tensor(name);
    return tensor && tensor.data.length > 0 && tensor.data.length <= 16 ? Array.from(tensor.data as ArrayLike<number | bigint>, Number) : undefined;
  }

  private addReader(name: string, node: TypedNode): void {
    const list = this.readers.get(name);
    if (list) list.push(node);
    else this.readers.set(name, [node]);
  }

  private learn(name: string, known: NonNullable<ReturnType<typeof foldNode>>): void {
    if ('tensor' in known) {
      this.addConstant(name, known.tensor);
      return;
    }
    const tensor = tensorOfSizes(known.sizes);
    if (tensor) this.addConstant(name, tensor);
    else {
      this.sizesOf.set(name, known.sizes);
      this.define(name, { dtype: 'int64', shape: known.sizes.rank === 0 ? [] : [known.sizes.items.length] });
    }
  }

  private translate(node: SourceNode): readonly Value[] | undefined {
    if (node.captured.length > 0) return undefined;
    const inputs = node.inputs.map((name) => this.values.get(name));
    if (node.inputs.some((name, place) => name !== '' && inputs[place] === undefined)) return undefined;
    const written = tryTranslate(this.builder, node.op, node.domain, this.operands(node, inputs));
    return written && written.length >= node.outputs.length ? written : undefined;
  }

  private addConstant(name: string, tensor: Tensor): string {
    this.constants.set(name, tensor);
    this.define(name, tensor);
    return name;
  }

  private define(name: string, { dtype, shape }: TensorType): void {
    this.values.set(name, this.builder.input({ dtype, shape }, { kind: 'feature', node: name }));
  }
}

