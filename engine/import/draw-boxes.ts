/** One box per layer that was recognised, one per operator that has none. */
import type { Tensor } from '../core/dtype';
import { fail } from '../core/diagnostic';
import type { Json, JsonObject } from '../document/model';
import { layerFor } from '../layers/index';
import { fixedValue, type OnnxArgument } from '../layers/onnx/argument';
import { plainAttributes } from '../layers/onnx/attributes';
import { tensorName } from '../layers/onnx/op';
import { printType } from '../layers/onnx/value-type';
import type { TensorType } from '../ops/graph';
import { isShapeOperand } from '../ops/onnx';
import type { Box } from './box';
import type { Head } from './heads';
import { modulePaths, plainName, type ModulePaths } from './node-names';
import { placeOf } from './order-nodes';
import { sampleOf, type Recognised } from './recognise/recogniser';
import { isTensor, type SourceModel } from './source-model';
import type { TypedGraph, TypedNode } from './typed-graph';

/** Sources first. */
export function drawBoxes(plan: DrawingPlan): readonly Box[] {
  return new Drawing(plan).draw();
}

export interface DrawingPlan {
  readonly source: SourceModel;
  readonly graph: TypedGraph;
  readonly found: ReadonlyMap<TypedNode, Recognised>;
  readonly heads: ReadonlyMap<string, Head>;
  /** Values that have to be computed. */
  readonly live: ReadonlySet<string>;
}

class Drawing {
  private readonly boxes: Box[] = [];
  private readonly drawn = new Set<string>();
  /** Values that are others under a new name. */
  private readonly aliases = new Map<string, string>();
  private readonly parts: ReadonlySet<TypedNode>;
  private readonly paths: ModulePaths;
  private readonly graph: TypedGraph;

  constructor(private readonly plan: DrawingPlan) {
    const { graph, found } = plan;
    this.graph = graph;
    this.parts = new Set([...found.values()].flatMap(({ nodes }) => nodes));
    this.paths = modulePaths(graph.nodes.filter(({ folded }) => !folded), (name) => graph.constants.has(name));
  }

  draw(): readonly Box[] {
    const { source, found, heads, live } = this.plan;
    for (const { name } of source.inputs) this.drawInput(name);
    const absorbed = new Set([...heads.values()].flatMap(({ absorbs }) => (absorbs ? [absorbs] : [])));
    for (const node of this.graph.nodes) {
      const layer = found.get(node);
      if (absorbed.has(node) || !node.outputs.some((output) => live.has(output))) continue;
      if (layer) this.drawLayer(node, layer);
      else if (!this.parts.has(node) && !node.folded) this.drawOp(node);
    }
    for (const { name } of source.outputs) this.drawOutput(name);
    return this.boxes;
  }

  private drawInput(name: string): void {
    const sample = sampleOf(this.graph, name);
    const isSamples = sample !== undefined && sample.length > 0 && sample.every((size) => size > 0);
    const kind: Pick<Box, 'type' | 'params'> = isSamples ? { type: 'input', params: { shape: sample } } : { type: 'onnx-input', params: { type: printType(this.graph.type(name)!) } };
    this.add({ ...kind, name: plainName(name), scope: [], tensors: {}, inputs: [], outputs: [['out', name]] });
  }

  private drawLayer(node: TypedNode, { layer, params = {}, inputs, output, more = [], tensors = {}, nodes }: Recognised): void {
    if (layer === undefined) {
      this.materialise(inputs[0]!);
      this.aliases.set(output, this.valueOf(inputs[0]!));
      return;
    }
    const { inputs: ports, outputs } = layerFor(layer, params)!;
    const portAt = (index: number) => ('prefix' in ports ? `${ports.prefix}${index + 1}` : ports[index]!.name);
    const wires = inputs.map((value, index) => [portAt(index), this.valueOf(value)] as const);
    this.add({ type: layer, params, ...this.paths.of(nodes, layer, node), tensors, inputs: wires, outputs: [output, ...more].map((value, index) => [outputs[index]!.name, value] as const) });
  }

  private drawOp(node: TypedNode): void {
    const { op, domain, attributes, captured } = node;
    const wires: string[] = [];
    const tensors: Record<string, Tensor<'float32'>> = {};
    const list = node.inputs.map((name, index): OnnxArgument => {
      if (name === '') return 'none';
      const sizes = this.graph.sizes(name);
      if (node.translated && isShapeOperand(op, domain, index) && sizes && !this.graph.constants.has(name)) return { dims: sizes.items };
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
    const gives = node.outputs.map((name): TensorType => this.graph.type(name) ?? { dtype: 'float32', shape: [] });
    const params: JsonObject = {
      op,
      ...(domain !== '' && { domain }),
      ...(Object.keys(attributes).length > 0 && { attributes: plainAttributes(attributes) as JsonObject }),
      arguments: list as unknown as Json,
      ...(captured.length > 0 && { captured }),
      takes: outer.map((name) => printType(this.graph.type(name)!)),
      gives: gives.map(printType),
    };
    const port = (index: number) => (node.outputs.length === 1 ? 'out' : `out${index + 1}`);
    const inputs = outer.map((value, index) => [`in${index + 1}`, this.valueOf(value)] as const);
    this.add({ type: 'onnx-op', params, ...this.paths.of([node], op.toLowerCase(), node), tensors, inputs, outputs: node.outputs.map((value, index) => [port(index), value] as const) });
  }

  private drawOutput(name: string): void {
    const { from, spec } = this.plan.heads.get(name)!;
    this.materialise(from);
    // A value may leave under the name it came in with; two boxes cannot share it.
    this.add({ type: spec.type, params: spec.params!, name: plainName(name), scope: [], tensors: {}, inputs: [['in', this.valueOf(from)]], outputs: [] });
  }

  /** A value that was worked out beforehand gets a box after all where something has to read it as it runs. */
  private materialise(name: string): void {
    if (this.drawn.has(this.valueOf(name))) return;
    const constant = this.graph.constants.get(name);
    const writer = this.graph.writer(name);
    if (isTensor(constant)) {
      const params = { op: 'Identity', arguments: [fixedValue(constant)] as unknown as Json, takes: [], gives: [printType(constant)] };
      this.add({ type: 'onnx-op', params, name: 'constant', scope: [], tensors: {}, inputs: [], outputs: [['out', name]] });
    } else if (writer) this.drawOp(writer);
  }

  private add(box: Box): void {
    this.boxes.push(box);
    for (const [, value] of box.outputs) this.drawn.add(value);
  }

  private valueOf(name: string): string {
    return this.aliases.get(name) ?? name;
  }
}
