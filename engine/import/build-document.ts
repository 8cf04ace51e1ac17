/** Draws what was recognised: one box per layer, one per operator that has none, wires as values flow. */
import type { Tensor } from '../core/dtype';
import { createDocument, uniqueName, type NodeSpec } from '../document/edits';
import { GraphBuilder, type Source } from '../document/graph-builder';
import type { Json, JsonObject, LoomDocument, TensorSettings } from '../document/model';
import { layerFor } from '../layers/index';
import { fixedValue, type OnnxArgument } from '../layers/onnx/argument';
import { plainAttributes } from '../layers/onnx/attributes';
import { tensorName } from '../layers/onnx/op';
import { printType } from '../layers/onnx/value-type';
import type { TensorType } from '../ops/graph';
import { fail } from '../core/diagnostic';
import { chooseHeads, type Head } from './heads';
import { placedName, plainName, usualName, weightNames } from './node-names';
import { placeOf } from './order-nodes';
import { sampleOf, type Recognised } from './recognise/recogniser';
import { isTensor, type SourceModel } from './source-model';
import type { TypedGraph, TypedNode } from './typed-graph';

export function buildDocument(source: SourceModel, graph: TypedGraph, found: ReadonlyMap<TypedNode, Recognised>, name: string): LoomDocument {
  const drawing = new Drawing(source, graph, found);
  return createDocument(plainName(name), drawing.draw());
}

class Drawing {
  private readonly builder = new GraphBuilder();
  private readonly names = new Set<string>();
  /** Which box gives a value. */
  private readonly sources = new Map<string, Source>();
  private readonly parts: ReadonlySet<TypedNode>;
  private readonly heads: ReadonlyMap<string, Head>;

  constructor(private readonly source: SourceModel, private readonly graph: TypedGraph, private readonly found: ReadonlyMap<TypedNode, Recognised>) {
    this.parts = new Set([...found.values()].flatMap(({ nodes }) => nodes));
    this.heads = chooseHeads(source, graph, found);
  }

  draw() {
    for (const { name } of this.source.inputs) this.drawInput(name);
    const absorbed = new Set([...this.heads.values()].flatMap(({ absorbs }) => (absorbs ? [absorbs] : [])));
    for (const node of this.graph.nodes) {
      const layer = this.found.get(node);
      if (absorbed.has(node)) continue;
      if (layer) this.drawLayer(node, layer);
      else if (!this.parts.has(node) && !node.folded) this.drawOp(node);
    }
    for (const { name } of this.source.outputs) this.drawOutput(name);
    return this.builder.build();
  }

  private drawInput(name: string): void {
    const type = this.graph.type(name)!;
    const sample = sampleOf(this.graph, name);
    const isSamples = sample !== undefined && sample.length > 0 && sample.every((size) => size > 0);
    const spec: NodeSpec = isSamples ? { type: 'input', params: { shape: sample } } : { type: 'onnx-input', params: { type: printType(type) } };
    this.sources.set(name, this.builder.add({ ...spec, name: this.free(plainName(name)) }));
  }

  private drawLayer(node: TypedNode, { layer, params = {}, inputs, output, tensors = {}, nodes }: Recognised): void {
    if (layer === undefined) {
      this.sources.set(output, this.sourceOf(inputs[0]!));
      return;
    }
    const definition = layerFor(layer, params)!;
    const ports = 'prefix' in definition.inputs ? inputs.map((_, index) => `${(definition.inputs as { prefix: string }).prefix}${index + 1}`) : definition.inputs.map((port) => port.name);
    const wires = Object.fromEntries(ports.map((port, index) => [port, this.sourceOf(inputs[index]!)]));
    const { name } = placedName(node, weightNames(nodes, (one) => this.graph.constants.has(one)), usualName({ layer }, node));
    this.sources.set(output, this.builder.add({ type: layer, params, name: this.free(name), ...settings(tensors) }, wires));
  }

  private drawOp(node: TypedNode): void {
    const { op, domain, attributes, captured } = node;
    const wires: string[] = [];
    const tensors: Record<string, Tensor<'float32'>> = {};
    const list = node.inputs.map((name, index): OnnxArgument => {
      if (name === '') return 'none';
      const sizes = this.graph.sizes(name);
      if (node.translated && sizes && !this.graph.constants.has(name)) return { dims: sizes.items };
      const constant = this.graph.constants.get(name);
      if (!constant) {
        wires.push(name);
        return 'wire';
      }
      if (!isTensor(constant)) return fail('onnx-element-type', `${placeOf(node)} reads the texts “${name}”, which cannot be kept.`, { found: 'a tensor of strings' });
      if (constant.dtype !== 'float32' || constant.data.length < 2) return fixedValue(constant);
      tensors[tensorName(index)] = constant as Tensor<'float32'>;
      return { tensor: printType(constant), trained: node.translated };
    });
    const outer = [...wires, ...captured];
    for (const name of outer) this.materialise(name);
    const types = (names: readonly string[]) => names.map((name) => printType(this.graph.type(name)!));
    const gives = node.outputs.map((name): TensorType => this.graph.type(name) ?? { dtype: 'float32', shape: [] });
    const params: JsonObject = {
      op,
      ...(domain !== '' && { domain }),
      ...(Object.keys(attributes).length > 0 && { attributes: plainAttributes(attributes) as JsonObject }),
      arguments: list as unknown as Json,
      ...(captured.length > 0 && { captured }),
      takes: types(outer),
      gives: gives.map(printType),
    };
    const { name } = placedName(node, weightNames([node], (one) => this.graph.constants.has(one)), usualName({}, node));
    const box = this.builder.add({ type: 'onnx-op', params, name: this.free(name), ...settings(tensors) }, Object.fromEntries(outer.map((value, index) => [`in${index + 1}`, this.sourceOf(value)])));
    node.outputs.forEach((output, index) => this.sources.set(output, node.outputs.length === 1 ? box : { node: box.id, port: `out${index + 1}` }));
  }

  private drawOutput(name: string): void {
    const { from, spec } = this.heads.get(name)!;
    this.materialise(from);
    this.builder.add({ ...spec, name: this.free(plainName(name)) }, this.sourceOf(from));
  }

  /** A value that was worked out beforehand gets a box after all where something has to read it as it runs. */
  private materialise(name: string): void {
    if (this.sources.has(name)) return;
    const constant = this.graph.constants.get(name);
    const writer = this.graph.writer(name);
    if (isTensor(constant)) {
      const params = { op: 'Identity', arguments: [fixedValue(constant)] as unknown as Json, takes: [], gives: [printType(constant)] };
      this.sources.set(name, this.builder.add({ type: 'onnx-op', params, name: this.free('constant') }));
    } else if (writer) this.drawOp(writer);
  }

  private sourceOf(name: string): Source {
    const source = this.sources.get(name);
    if (!source) throw new Error(`the value “${name}” is read before it is drawn`);
    return source;
  }

  private free(name: string): string {
    const free = uniqueName(this.names, name);
    this.names.add(free);
    return free;
  }
}

function settings(tensors: Readonly<Record<string, Tensor<'float32'>>>): Pick<NodeSpec, 'tensors'> {
  const entries = Object.entries(tensors).map(([name, value]): [string, TensorSettings] => [name, { value }]);
  return entries.length === 0 ? {} : { tensors: Object.fromEntries(entries) };
}
