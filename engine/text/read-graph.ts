/** The boxes of one scope, top or block, made of their lines: kept where nothing changed, and wired. */
import { newId } from '../document/ids';
import { BLOCK_INPUT, BLOCK_OUTPUT, BLOCK_TYPE, type Endpoint, type Graph, type GraphNode, type Json, type JsonObject, type Wire } from '../document/model';
import { isValidName } from '../document/schema';
import { findLayer } from '../layers/index';
import { printTensors } from './box-line';
import { FUNCTION_NAMES, typeOf } from './function-names';
import { BLOCK_SELF } from './parse';
import { placeBox } from './place-box';
import { bareOutput, layerPorts, type PortNames } from './ports';
import { checkArguments, checkParameters, objectOf, readSettings, type NodeSettings, type Report } from './read-values';
import { sameValue, without } from './same-value';
import type { BoxSyntax, Located, OperandSyntax, ReturnSyntax } from './syntax';
import { didYouMean } from './text-problem';

/** A block that lines may use. */
export interface KnownBlock {
  readonly id: string;
  readonly ports: PortNames;
  readonly parameters: readonly string[];
}

export interface GraphScope {
  /** The graph as it was, with boxes renamed as the text has them. */
  readonly base: Graph;
  /** Before renaming, by id: what the text was printed from. */
  readonly before: ReadonlyMap<string, GraphNode>;
  /** For each line the id of its box, where it has one. */
  readonly ids: readonly (string | undefined)[];
  readonly blocks: ReadonlyMap<string, KnownBlock>;
  /** The inputs and outputs of the block this is; none at the top. */
  readonly self: { readonly inputs: readonly string[]; readonly outputs: readonly string[] } | undefined;
  readonly report: Report;
}

interface Callee {
  readonly type: string;
  readonly typeVersion: number;
  readonly block?: KnownBlock;
  readonly ports: PortNames;
}

interface ReadBox {
  readonly syntax: BoxSyntax;
  readonly callee: Callee;
  readonly settings: NodeSettings;
  readonly node: GraphNode;
}

class GraphReader {
  private readonly baseNodes: ReadonlyMap<string, GraphNode>;
  private readonly byName = new Map<string, ReadBox>();
  /** Lines with a mistake of their own: what uses them is not wrong for it. */
  private readonly unread = new Set<string>();
  private readonly wanted = new Map<string, { readonly from: Endpoint; readonly to: Endpoint }>();

  constructor(private readonly scope: GraphScope) {
    this.baseNodes = new Map(scope.base.nodes.map((node) => [node.id, node]));
  }

  read(lines: readonly BoxSyntax[], returns: ReturnSyntax | undefined): { graph: Graph; ids: ReadonlyMap<BoxSyntax, string> } {
    const boxes = lines.flatMap((line, index) => this.readBox(line, this.scope.ids[index]) ?? []);
    for (const box of boxes) this.wire(box);
    if (returns) this.wireOutputs(returns);
    const graph = this.assemble(boxes);
    return { graph, ids: new Map(boxes.map(({ syntax, node }) => [syntax, node.id])) };
  }

  private readBox(syntax: BoxSyntax, id: string | undefined): ReadBox | undefined {
    const { report } = this.scope;
    const { text: name } = syntax.name;
    if (this.byName.has(name)) {
      report('duplicate-name', `Two boxes are called “${name}”. Give one of them another name.`, syntax.name);
      return undefined;
    }
    if (!isValidName(name)) {
      report('invalid-name', `“${name}” cannot be a name. Use up to 64 letters, digits, spaces, - or _, beginning with a letter or digit.`, syntax.name);
      return undefined;
    }
    const base = id === undefined ? undefined : this.baseNodes.get(id);
    const callee = this.calleeOf(syntax, base);
    if (!callee) {
      this.unread.add(name);
      return undefined;
    }
    const params = objectOf(syntax.parameters);
    const entries = syntax.parameters?.entries ?? [];
    const layer = callee.block ? undefined : findLayer(callee.type);
    if (layer && layer.version === callee.typeVersion) checkParameters(name, layer, entries, base?.params ?? {}, this.scope.self !== undefined, report);
    if (callee.block) checkArguments(syntax.callee.text, callee.block.parameters, entries, base?.params ?? {}, report);
    const settings = readSettings(syntax.settings, this.beforeOf(base), callee.block !== undefined, report);
    const box = { syntax, callee, settings, node: this.nodeOf(name, callee, params, settings, base) };
    this.byName.set(name, box);
    return box;
  }

  /** The box as the text was printed from it. */
  private beforeOf(base: GraphNode | undefined): GraphNode | undefined {
    return base && (this.scope.before.get(base.id) ?? base);
  }

  private calleeOf({ callee, type }: BoxSyntax, base: GraphNode | undefined): Callee | undefined {
    if (type) {
      const typeVersion = base?.type === type.text ? base.typeVersion : (findLayer(type.text)?.version ?? 1);
      if (type.text !== BLOCK_TYPE) return { type: type.text, typeVersion, ports: layerPorts(type.text) };
      this.scope.report('unknown-layer', 'A block is used by its own name, as a function.', type);
      return undefined;
    }
    const known = callee.isQuoted ? undefined : typeOf(callee.text);
    if (known !== undefined) return { type: known, typeVersion: findLayer(known)!.version, ports: layerPorts(known) };
    const block = this.scope.blocks.get(callee.text);
    if (block) return { type: BLOCK_TYPE, typeVersion: base?.type === BLOCK_TYPE ? base.typeVersion : 1, block, ports: block.ports };
    const remedy = didYouMean(callee.text, [...FUNCTION_NAMES, ...this.scope.blocks.keys()]) || ' Press Ctrl+Space for the layers there are.';
    this.scope.report('unknown-layer', `There is no layer or block called ${callee.text}.${remedy}`, callee);
    return undefined;
  }

  private nodeOf(name: string, { type, typeVersion, block: used }: Callee, params: JsonObject, { fields, repeat, shareWeights }: NodeSettings, base: GraphNode | undefined): GraphNode {
    const before = this.beforeOf(base);
    const rest = base ? without(base, 'tensors', 'frozen', 'binding', 'muted', 'block') : { id: newId(), position: { x: 0, y: 0 } };
    const block = used && { ...without(base?.block, 'definition', 'repeat', 'shareWeights'), definition: used.id, ...(repeat !== undefined && { repeat: repeat as number }), ...(shareWeights !== undefined && { shareWeights }) };
    // Where the text says of the tensors what it said before, their names follow the boxes that have been renamed.
    const isAsBefore = fields.tensors && before?.tensors && printTensors(fields.tensors) === printTensors(before.tensors);
    const tensors = isAsBefore ? base!.tensors : fields.tensors;
    const node: GraphNode = { ...rest, ...fields, type, typeVersion, name, params: base && sameValue(base.params, params) ? base.params : params, ...(tensors && { tensors }), ...(block && { block }) };
    return base && sameValue(node, base) ? base : node;
  }

  private wire({ syntax, callee, settings, node }: ReadBox): void {
    const { report } = this.scope;
    const { operands } = syntax;
    if (operands.length > callee.ports.most) {
      const takes = callee.ports.most === 0 ? 'no input' : callee.ports.most === 1 ? '1 input' : `${callee.ports.most} inputs`;
      report('too-many-inputs', `${syntax.callee.text} takes ${takes}, but ${operands.length} are given. Remove what is too many, or join them with add or concat first.`, { start: operands[callee.ports.most]!.start, end: operands.at(-1)!.end });
      return;
    }
    operands.forEach((operand, place) => {
      const from = this.sourceOf(operand);
      if (from) this.want(from, { node: node.id, port: callee.ports.inputAt(place)! });
    });
    for (const [port, { source, span }] of settings.inputs) {
      const [name, output] = Array.isArray(source) ? (source as readonly Json[]) : [source];
      if (typeof name !== 'string' || (output !== undefined && typeof output !== 'string')) report('invalid-setting', "An input is a box, such as 'conv1', or a box and its output, such as ['split', 'left'].", span);
      else if (this.wanted.has(`${node.id} ${port}`)) report('port-taken', `The input ${port} is given twice. Remove one of them.`, span);
      else {
        const located = (text: string): Located => ({ ...span, text, isQuoted: text !== BLOCK_SELF });
        const from = this.sourceOf({ ...span, name: located(name), port: output === undefined ? undefined : located(output) });
        if (from) this.want(from, { node: node.id, port });
      }
    }
  }

  private want(from: Endpoint, to: Endpoint): void {
    this.wanted.set(`${to.node} ${to.port}`, { from, to });
  }

  private sourceOf({ name, port }: OperandSyntax): Endpoint | undefined {
    if (!name) return undefined;
    const { report, self } = this.scope;
    if (!name.isQuoted && name.text === BLOCK_SELF) return this.ownInput(port ?? name);
    const source = this.byName.get(name.text);
    if (source) {
      const { outputs } = source.callee.ports;
      const wanted = port?.text ?? bareOutput(source.callee.ports);
      const wasSo = this.scope.base.wires.some(({ from }) => from.node === source.node.id && from.port === wanted);
      if (outputs && !outputs.includes(wanted) && !wasSo) {
        const message = outputs.length === 0 ? `“${name.text}” gives nothing that another box could take. Use the box before it.` : `“${name.text}” has no output ${wanted}. It has ${outputs.join(', ')}.`;
        report('unknown-output', message, port ?? name);
        return undefined;
      }
      return { node: source.node.id, port: wanted };
    }
    if (self?.inputs.includes(name.text) && !port) return { node: BLOCK_INPUT, port: name.text };
    if (this.unread.has(name.text)) return undefined;
    const remedy = didYouMean(name.text, [...this.byName.keys(), ...(self?.inputs ?? [])]) || ` Write a line for it: const ${name.isQuoted ? `'${name.text}'` : name.text} = …`;
    report('undefined-name', `There is no box called ${name.text}${self ? ' in this block' : ''}.${remedy}`, name);
    return undefined;
  }

  private ownInput(port: Located): Endpoint | undefined {
    if (this.scope.self?.inputs.includes(port.text)) return { node: BLOCK_INPUT, port: port.text };
    const message = this.scope.self ? `The block has no input ${port.text}. It has ${this.scope.self.inputs.join(', ') || 'none'}.` : `${BLOCK_SELF} stands for the inputs of a block, and this is none.`;
    this.scope.report('undefined-name', message, port);
    return undefined;
  }

  private wireOutputs({ entries }: ReturnSyntax): void {
    const outputs = this.scope.self?.outputs ?? [];
    for (const { port, operand } of entries) {
      const name = port?.text ?? outputs[0];
      if (name === undefined || !outputs.includes(name)) {
        const known = outputs.length > 0 ? ` It has ${outputs.join(', ')}.` : ' Write them after its parameters: ): image {';
        this.scope.report('unknown-output', `The block has no output${name === undefined ? '' : ` ${name}`}.${known}`, port ?? operand);
        continue;
      }
      const from = this.sourceOf(operand);
      if (from) this.want(from, { node: BLOCK_OUTPUT, port: name });
    }
  }

  /** Boxes and wires in the order they had, then the new ones. */
  private assemble(boxes: readonly ReadBox[]): Graph {
    const { base } = this.scope;
    const byId = new Map(boxes.map((box) => [box.node.id, box.node]));
    const nodes = base.nodes.flatMap(({ id }) => byId.get(id) ?? []);
    const wires = this.assembleWires();
    for (const { node } of boxes) {
      if (this.baseNodes.has(node.id)) continue;
      const sources = wires.flatMap(({ from, to }) => (to.node === node.id ? (nodes.find(({ id }) => id === from.node)?.position ?? []) : []));
      nodes.push({ ...node, position: placeBox(sources, nodes.map(({ position }) => position)) });
    }
    const sameNodes = nodes.length === base.nodes.length && nodes.every((node, index) => node === base.nodes[index]);
    const sameWires = wires.length === base.wires.length && wires.every((wire, index) => wire === base.wires[index]);
    return sameNodes && sameWires ? base : { ...base, nodes: sameNodes ? base.nodes : nodes, wires: sameWires ? base.wires : wires };
  }

  private assembleWires(): readonly Wire[] {
    const left = new Map(this.wanted);
    const kept = this.scope.base.wires.flatMap((wire): Wire[] => {
      const key = `${wire.to.node} ${wire.to.port}`;
      const wanted = left.get(key);
      if (!wanted) return [];
      left.delete(key);
      const isSame = wanted.from.node === wire.from.node && wanted.from.port === wire.from.port;
      return [isSame ? wire : { ...wire, from: wanted.from }];
    });
    return [...kept, ...[...left.values()].map((ends): Wire => ({ id: newId(), ...ends }))];
  }
}

/** The graph that the lines describe, and the ids of their boxes. */
export function readGraph(lines: readonly BoxSyntax[], returns: ReturnSyntax | undefined, scope: GraphScope): { readonly graph: Graph; readonly ids: ReadonlyMap<BoxSyntax, string> } {
  return new GraphReader(scope).read(lines, returns);
}
