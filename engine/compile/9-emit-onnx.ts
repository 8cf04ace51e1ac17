/**
 * Writes a primitive op graph as an ONNX model. Bound inputs and outputs keep their readable names; other values are
 * `/v<n>` and constants `/c<n>`, which no box can be called; each node is called after the canvas node it came from, so profiles and error messages point at a box.
 */
import type { Tensor } from '../core/dtype';
import { sameShape, type Shape } from '../core/shape';
import type { OnnxInitializer, OnnxModel, OnnxNode } from '../onnx/model';
import type { Emitter } from '../ops/define-op';
import { bindingName, type Graph, type OpNode, type Value } from '../ops/graph';
import { opDefinition } from '../ops/index';

export function emitOnnx(graph: Graph, name: string): OnnxModel {
  const writer = new OnnxWriter();
  const names = new Map<Value, string>();
  for (const { value, binding } of graph.inputs) names.set(value, bindingName(binding));
  for (const node of graph.nodes) {
    const definition = opDefinition(node.op);
    if (definition.kind !== 'primitive') throw new Error(`${node.op} reached ONNX emission unexpanded`);
    const outputs = definition.emit({
      emitter: writer.at(node),
      inputs: node.inputs,
      inputNames: node.inputs.map((input) => names.get(input)!),
      outputs: node.outputs,
      attributes: node.attributes,
    });
    node.outputs.forEach((output, index) => names.set(output, outputs[index]!));
  }
  const outputs = graph.outputs.map(({ value, binding }) => ({ name: outputName(binding), dtype: value.dtype, shape: value.shape }));
  const wanted = graph.outputs.map(({ value, binding }) => ({ source: names.get(value)!, name: outputName(binding) }));
  return {
    name,
    inputs: graph.inputs.map(({ value, binding }) => ({ name: bindingName(binding), dtype: value.dtype, shape: value.shape })),
    outputs,
    initializers: writer.initializers,
    nodes: withoutUnread(nameOutputs(writer.nodes, wanted), new Set(wanted.map((output) => output.name))),
  };
}

/** Tensors and slots are both read and written, under names that must differ. */
const OUTPUT_SUFFIX: Readonly<Record<string, string>> = { tensor: ':next', slot: ':next', prediction: ':prediction' };

/** The ONNX name of a graph output. */
export function outputName(binding: Graph['outputs'][number]['binding']): string {
  return `${bindingName(binding)}${OUTPUT_SUFFIX[binding.kind] ?? ''}`;
}

class OnnxWriter {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxInitializer[] = [];
  private readonly shared = new Map<string, string>();
  /** What each view shows, and the views there are by what they show and its shape. */
  private readonly viewed = new Map<string, { readonly value: string; readonly shape: Shape }>();
  private readonly views = new Map<string, string>();
  private values = 0;
  private readonly counts = new Map<string, number>();

  at(origin: OpNode): Emitter {
    return {
      node: (op, inputs, attributes, outputs = 1, domain) => {
        const results = Array.from({ length: outputs }, () => `/v${this.values++}`);
        const base = `${origin.origin || 'engine'}/${origin.phase}/${op}`;
        const count = this.counts.get(base) ?? 0;
        this.counts.set(base, count + 1);
        this.nodes.push({
          op,
          name: count === 0 ? base : `${base}_${count}`,
          inputs,
          outputs: results,
          ...(attributes && { attributes }),
          ...(domain !== undefined && { domain }),
        });
        return results;
      },
      view: (value, from, to) => this.view(origin, value, from, to),
      int64s: (list) => this.share({ dtype: 'int64', shape: [list.length], data: BigInt64Array.from(list, BigInt) }),
      float: (value) => this.share({ dtype: 'float32', shape: [], data: Float32Array.of(value) }),
      initializer: (tensor) => this.share(tensor),
    };
  }

  private view(origin: OpNode, value: string, from: Shape, to: Shape): string {
    const whole = this.viewed.get(value) ?? { value, shape: from };
    if (sameShape(whole.shape, to)) return whole.value;
    const key = `${whole.value}|${to.join()}`;
    const known = this.views.get(key);
    if (known !== undefined) return known;
    const { node, int64s } = this.at(origin);
    const [view] = node('Reshape', [whole.value, int64s(to.map((dim) => (typeof dim === 'number' ? dim : 0)))]);
    this.views.set(key, view!);
    this.viewed.set(view!, whole);
    return view!;
  }

  /** Equal small tensors become one initializer. */
  private share(tensor: Tensor): string {
    const key = tensor.data.length <= 64 ? `${tensor.dtype}|${tensor.shape.join()}|${Array.from(tensor.data as ArrayLike<unknown>, printExact).join()}` : `unique ${this.initializers.length}`;
    const known = this.shared.get(key);
    if (known !== undefined) return known;
    const name = `/c${this.initializers.length}`;
    this.initializers.push({ name, tensor });
    this.shared.set(key, name);
    return name;
  }
}

/** −0 and 0 are different constants. */
function printExact(value: unknown): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** The producer of an output carries its name; where that is taken, or there is none, an Identity does. */
function nameOutputs(nodes: readonly OnnxNode[], wanted: readonly { readonly source: string; readonly name: string }[]): OnnxNode[] {
  const produced = new Set(nodes.flatMap(({ outputs }) => outputs));
  const renamed = new Map<string, string>();
  const copies: OnnxNode[] = [];
  for (const { source, name } of wanted) {
    if (produced.has(source) && !renamed.has(source)) renamed.set(source, name);
    else copies.push({ op: 'Identity', name: `output/${name}`, inputs: [source], outputs: [name] });
  }
  const rename = (value: string) => renamed.get(value) ?? value;
  return [...nodes, ...copies].map((node) => ({ ...node, inputs: node.inputs.map(rename), outputs: node.outputs.map(rename) }));
}

/** A view is written before it is known whether anything reads it. */
function withoutUnread(nodes: readonly OnnxNode[], read: Set<string>): OnnxNode[] {
  const kept = [...nodes].reverse().filter((node) => {
    const isRead = node.outputs.some((output) => read.has(output));
    if (isRead) node.inputs.forEach((input) => read.add(input));
    return isRead;
  });
  return kept.reverse();
}
