/**
 * From a text to the document it describes. The document as it was gives what no text holds: ids, places, notes, kept
 * numbers, data and training. A name that has changed is recorded as the canvas records it; what did not change stays the
 * same object.
 */
import { checkDocument } from '../document/check';
import { EMPTY_GRAPH, graphAt, removeNodes, editGraph, renameNode, type GraphPlace } from '../document/edits';
import { newId } from '../document/ids';
import { tryFlatten } from '../document/flatten';
import type { BlockDefinition, Graph, GraphNode, LoomDocument } from '../document/model';
import { isValidName } from '../document/schema';
import { printModel } from './print-model';
import { pairBlocks, pairBoxes } from './pair-model';
import { parseModel } from './parse';
import { blockPorts } from './ports';
import { readHead } from './read-block';
import { readGraph, type KnownBlock } from './read-graph';
import { sameValue } from './same-value';
import type { BoxSyntax, ModelSyntax } from './syntax';
import type { Span, TextProblem } from './text-problem';

/** A line and the box it describes. */
export interface BoxLocation {
  /** The definition whose graph it stands in; undefined at the top. */
  readonly place: GraphPlace;
  readonly node: string;
  readonly line: BoxSyntax;
}

export interface ReadModel {
  readonly problems: readonly TextProblem[];
  /** Undefined where there are errors. */
  readonly document: LoomDocument | undefined;
  readonly boxes: readonly BoxLocation[];
  readonly syntax: ModelSyntax;
}

export function readModel(text: string, base: LoomDocument): ReadModel {
  const { model, problems } = parseModel(text);
  const reader = new ModelReader(model, base, problems);
  const document = reader.read();
  return { problems: reader.problems, document: reader.problems.length > 0 ? undefined : withCode(document, text), boxes: reader.boxes, syntax: model };
}

/** The document with the text it was written as; without where the document alone gives the same text. */
function withCode(document: LoomDocument, text: string): LoomDocument {
  const { code, ...plain } = document;
  if (text === printModel(plain)) return code === undefined ? document : plain;
  return code === text ? document : { ...document, code: text };
}

class ModelReader {
  readonly problems: TextProblem[];
  readonly boxes: BoxLocation[] = [];
  private readonly blockIds: readonly string[];

  constructor(private readonly model: ModelSyntax, private readonly base: LoomDocument, found: readonly TextProblem[]) {
    this.problems = [...found];
    const pairs = pairBlocks(model.blocks, base);
    this.blockIds = model.blocks.map((_, index) => (pairs[index] === undefined ? newId() : base.definitions[pairs[index]]!.id));
  }

  private readonly report = (code: string, message: string, { start, end }: Span): void => {
    this.problems.push({ code, message, severity: 'error', start, end });
  };

  read(): LoomDocument {
    const { blocks } = this.model;
    this.checkBlockNames();
    const scopes = [{ place: undefined as GraphPlace, lines: this.model.boxes }, ...blocks.map(({ boxes }, index) => ({ place: this.blockIds[index], lines: boxes }))];
    const ids = scopes.map(({ place, lines }) => pairBoxes(lines, this.base, place));
    let renamed = this.base;
    scopes.forEach(({ place, lines }, index) => {
      renamed = renameAll(renamed, place, lines, ids[index]!);
    });
    const before = new Map([this.base.graph, ...this.base.definitions.map(({ graph }) => graph)].flatMap(({ nodes }) => nodes.map((node): [string, GraphNode] => [node.id, node])));
    const heads = blocks.map((block, index) => readHead(block, this.definition(renamed, index), this.report));
    const known = new Map(heads.map((head, index): [string, KnownBlock] => [head.name, { id: this.blockIds[index]!, ports: blockPorts(head), parameters: head.parameters.map(({ name }) => name) }]));
    const graphs = scopes.map(({ place, lines }, index) => {
      const head = index === 0 ? undefined : heads[index - 1]!;
      const self = head && { inputs: head.inputs.map(({ name }) => name), outputs: head.outputs.map(({ name }) => name) };
      const read = readGraph(lines, index === 0 ? undefined : blocks[index - 1]!.returns, { base: graphOf(renamed, place), before, ids: ids[index]!, blocks: known, self, report: this.report });
      for (const [line, node] of read.ids) this.boxes.push({ place, node, line });
      return read.graph;
    });
    const definitions = blocks.map((_, index): BlockDefinition => {
      const base = this.definition(renamed, index);
      const definition = { ...(base ?? { id: this.blockIds[index]! }), ...heads[index]!, graph: graphs[index + 1]! };
      return base && sameDefinition(base, definition) ? base : definition;
    });
    const document = assemble(renamed, graphs[0]!, definitions);
    if (this.problems.length === 0) this.checkWhole(document);
    if (this.problems.length === 0 && document !== this.base) this.refuseCircles(document);
    return document;
  }

  private definition(document: LoomDocument, index: number): BlockDefinition | undefined {
    return document.definitions.find(({ id }) => id === this.blockIds[index]);
  }

  private checkBlockNames(): void {
    const seen = new Set<string>();
    for (const { name } of this.model.blocks) {
      if (seen.has(name.text)) this.report('duplicate-name', `Two blocks are called “${name.text}”. Give one of them another name.`, name);
      else if (!isValidName(name.text)) this.report('invalid-name', `“${name.text}” cannot be a name. Use up to 64 letters, digits, spaces, - or _.`, name);
      seen.add(name.text);
    }
  }

  /** What no line alone can tell, such as a block that contains itself. */
  private checkWhole(document: LoomDocument): void {
    for (const { path, diagnostic } of checkDocument(document)) {
      const id = path[0] === 'definitions' ? document.definitions[path[1] as number]?.id : undefined;
      const block = this.model.blocks[this.blockIds.indexOf(id ?? '')];
      this.report(diagnostic.code, diagnostic.remedy ? `${diagnostic.message} ${diagnostic.remedy}` : diagnostic.message, block?.name ?? this.model.boxes[0]?.name ?? { start: 0, end: 1 });
    }
  }

  /** A document may hold a circle, so that it can be mended; a text does not make one. */
  private refuseCircles(document: LoomDocument): void {
    const before = circlesOf(this.base);
    for (const [sentence, path] of circlesOf(document)) {
      if (before.has(sentence)) continue;
      const isTop = !path.includes('/');
      const lines = isTop ? this.model.boxes : this.model.blocks.flatMap(({ boxes }) => boxes);
      const line = lines.find(({ name }) => name.text === path.slice(path.lastIndexOf('/') + 1));
      const { operands = [] } = line ?? {};
      const span = operands.length > 0 ? { start: operands[0]!.start, end: operands.at(-1)!.end } : (line?.name ?? { start: 0, end: 1 });
      this.report('cycle', `${sentence} Change one of these inputs.`, span);
    }
  }
}

/** Circles of a network, as sentences, with the name path of a box on them. */
function circlesOf(document: LoomDocument): ReadonlyMap<string, string> {
  const { problems } = tryFlatten(document);
  return new Map(problems.filter(({ code }) => code === 'cycle').map(({ message, node }) => [message, node ?? '']));
}

function sameDefinition({ graph, ...a }: BlockDefinition, { graph: other, ...b }: BlockDefinition): boolean {
  return graph === other && sameValue(a, b);
}

function graphOf(document: LoomDocument, place: GraphPlace): Graph {
  return place === undefined || document.definitions.some(({ id }) => id === place) ? graphAt(document, place) : EMPTY_GRAPH;
}

/** In the order they had; new ones last. */
function assemble(base: LoomDocument, graph: Graph, found: readonly BlockDefinition[]): LoomDocument {
  const kept = base.definitions.flatMap(({ id }) => found.find((one) => one.id === id) ?? []);
  const definitions = [...kept, ...found.filter(({ id }) => !base.definitions.some((one) => one.id === id))];
  const isSame = definitions.length === base.definitions.length && definitions.every((one, index) => one === base.definitions[index]);
  return graph === base.graph && isSame ? base : { ...base, graph, definitions: isSame ? base.definitions : definitions };
}

/** Boxes whose lines are gone make room for the names of others; then every box is called as its line is. */
function renameAll(document: LoomDocument, place: GraphPlace, lines: readonly BoxSyntax[], ids: readonly (string | undefined)[]): LoomDocument {
  const { nodes } = graphOf(document, place);
  const wanted = new Map(ids.flatMap((id, index): [string, string][] => (id === undefined || !isValidName(lines[index]!.name.text) ? [] : [[id, lines[index]!.name.text]])));
  const changed = nodes.filter(({ id, name }) => wanted.has(id) && wanted.get(id) !== name);
  if (changed.length === 0) return document;
  const gone = nodes.filter(({ id }) => !ids.includes(id)).map(({ id }) => id);
  let result = gone.length > 0 ? editGraph(document, place, (graph) => removeNodes(graph, gone)) : document;
  const isFree = (name: string): boolean => !graphAt(result, place).nodes.some((node) => node.name === name);
  // Names that go round in a ring (a to b, b to a) need one that nobody has in between.
  for (const { id } of changed) if (!isFree(wanted.get(id)!)) result = renameNode(result, place, id, `between_${newId().replace(/^[^A-Za-z0-9]|[^A-Za-z0-9]$/g, 'x')}`);
  for (const { id } of changed) if (isFree(wanted.get(id)!)) result = renameNode(result, place, id, wanted.get(id)!);
  return result;
}

