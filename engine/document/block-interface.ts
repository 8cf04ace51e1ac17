/**
 * Edits of what a block shows to the outside: its name, ports and parameters. Wires, arguments and expressions that use
 * them follow, in every graph of the document. Each edit throws LoomError where the result could not be saved.
 */
import { fail } from '../core/diagnostic';
import { isExpression } from './block-arguments';
import { uniqueName } from './edits';
import { isIdentifier, namesIn, renameIn } from './expression';
import { BLOCK_INPUT, BLOCK_OUTPUT, type BlockDefinition, type BlockParameter, type BlockPort, type Endpoint, type Graph, type GraphNode, type Json, type JsonObject, type LoomDocument, type PortKind, type Wire } from './model';
import { isValidName } from './schema';

/** Of a definition. */
export type PortSide = 'inputs' | 'outputs';

const DEFAULTS: Readonly<Record<BlockParameter['kind'], Json>> = { integer: 1, number: 0, boolean: false, text: '', json: null };

function definitionOf(document: LoomDocument, id: string): BlockDefinition {
  return document.definitions.find((definition) => definition.id === id) ?? fail('block-missing', `There is no block with the id "${id}" in this document.`);
}

function change(document: LoomDocument, id: string, edit: (definition: BlockDefinition) => BlockDefinition): LoomDocument {
  return { ...document, definitions: document.definitions.map((definition) => (definition.id === id ? edit(definition) : definition)) };
}

/** Every graph but untouched ones, with `edit` applied to each instance of the definition and to each wire at one. */
function changeInstances(document: LoomDocument, id: string, edit: { node?(node: GraphNode): GraphNode; wire?(wire: Wire, ends: { readonly from: boolean; readonly to: boolean }): Wire | undefined }): LoomDocument {
  const inGraph = (graph: Graph): Graph => {
    const instances = new Set(graph.nodes.filter(({ block }) => block?.definition === id).map((node) => node.id));
    if (instances.size === 0) return graph;
    const { node = (same) => same, wire = (same) => same } = edit;
    return {
      ...graph,
      nodes: graph.nodes.map((one) => (instances.has(one.id) ? node(one) : one)),
      wires: graph.wires.flatMap((one) => wire(one, { from: instances.has(one.from.node), to: instances.has(one.to.node) }) ?? []),
    };
  };
  return { ...document, graph: inGraph(document.graph), definitions: document.definitions.map((definition) => ({ ...definition, graph: inGraph(definition.graph) })) };
}

export function renameBlock(document: LoomDocument, id: string, name: string): LoomDocument {
  if (definitionOf(document, id).name === name) return document;
  requireName(name, document.definitions.map((definition) => definition.name), 'a block');
  return change(document, id, (definition) => ({ ...definition, name }));
}

export function describeBlock(document: LoomDocument, id: string, description: string): LoomDocument {
  return change(document, id, (definition) => {
    const { description: _, ...plain } = definition;
    return description === '' ? plain : { ...definition, description };
  });
}

/** Behind the others, with a name that is free. */
export function addPort(document: LoomDocument, id: string, side: PortSide): LoomDocument {
  return change(document, id, (definition) => {
    const port: BlockPort = { name: uniqueName(new Set(definition[side].map(({ name }) => name)), side === 'inputs' ? 'in' : 'out'), kind: 'any' };
    return { ...definition, [side]: [...definition[side], port] };
  });
}

export function setPortKind(document: LoomDocument, id: string, side: PortSide, name: string, kind: PortKind): LoomDocument {
  return change(document, id, (definition) => ({ ...definition, [side]: definition[side].map((port) => (port.name === name ? { ...port, kind } : port)) }));
}

/** Wires keep leading to it. */
export function renamePort(document: LoomDocument, id: string, side: PortSide, name: string, wanted: string): LoomDocument {
  if (name === wanted) return document;
  requireName(wanted, definitionOf(document, id)[side].map((port) => port.name), side === 'inputs' ? 'an input' : 'an output');
  const renamed = (end: Endpoint): Endpoint => (end.port === name ? { ...end, port: wanted } : end);
  const inside = change(document, id, (definition) => ({
    ...definition,
    [side]: definition[side].map((port) => (port.name === name ? { ...port, name: wanted } : port)),
    graph: { ...definition.graph, wires: definition.graph.wires.map((wire) => (isAtOwn(wire, side) ? (side === 'inputs' ? { ...wire, from: renamed(wire.from) } : { ...wire, to: renamed(wire.to) }) : wire)) },
  }));
  return changeInstances(inside, id, {
    wire: (wire, ends) => (side === 'inputs' && ends.to ? { ...wire, to: renamed(wire.to) } : side === 'outputs' && ends.from ? { ...wire, from: renamed(wire.from) } : wire),
  });
}

/** Goes with its wires, inside and outside. */
export function removePort(document: LoomDocument, id: string, side: PortSide, name: string): LoomDocument {
  const inside = change(document, id, (definition) => ({
    ...definition,
    [side]: definition[side].filter((port) => port.name !== name),
    graph: { ...definition.graph, wires: definition.graph.wires.filter((wire) => !(isAtOwn(wire, side) && (side === 'inputs' ? wire.from : wire.to).port === name)) },
  }));
  return changeInstances(inside, id, {
    wire: (wire, ends) => ((side === 'inputs' && ends.to && wire.to.port === name) || (side === 'outputs' && ends.from && wire.from.port === name) ? undefined : wire),
  });
}

/** Whether a wire inside a definition begins or ends at the definition's own ports. */
function isAtOwn({ from, to }: Wire, side: PortSide): boolean {
  return side === 'inputs' ? from.node === BLOCK_INPUT : to.node === BLOCK_OUTPUT;
}

/** Behind the others. Throws where the name is taken or no name for a parameter. */
export function addParameter(document: LoomDocument, id: string, parameter: BlockParameter): LoomDocument {
  const { parameters } = definitionOf(document, id);
  requireParameterName(parameter.name, parameters);
  return change(document, id, (definition) => ({ ...definition, parameters: [...parameters, parameter] }));
}

/** A name for a parameter that is not taken, from any text. */
export function freeParameterName(definition: BlockDefinition, base: string): string {
  const clean = base.replace(/[^A-Za-z0-9_]/g, '').replace(/^[^A-Za-z]+/, '');
  return uniqueName(new Set(definition.parameters.map(({ name }) => name)), isIdentifier(clean) ? clean : 'value');
}

/** A field that is undefined goes. */
export type ParameterChanges = { readonly [Field in Exclude<keyof BlockParameter, 'name'>]?: BlockParameter[Field] | undefined };

/** Another kind brings its own default, and takes bounds and choices away that mean nothing to it. */
export function updateParameter(document: LoomDocument, id: string, name: string, changes: ParameterChanges): LoomDocument {
  const update = (parameter: BlockParameter): BlockParameter => {
    const isOther = changes.kind !== undefined && changes.kind !== parameter.kind;
    const { min: _, max: __, choices: ___, ...plain } = parameter;
    return dropAbsent({ ...(isOther ? { ...plain, default: DEFAULTS[changes.kind!] } : parameter), ...changes }) as BlockParameter;
  };
  return change(document, id, (definition) => ({ ...definition, parameters: definition.parameters.map((parameter) => (parameter.name === name ? update(parameter) : parameter)) }));
}

function dropAbsent(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
}

/** Expressions inside the block and arguments of its instances follow. */
export function renameParameter(document: LoomDocument, id: string, name: string, wanted: string): LoomDocument {
  if (name === wanted) return document;
  requireParameterName(wanted, definitionOf(document, id).parameters);
  const rename = (expression: string): string => renameIn(expression, name, wanted);
  const inside = change(document, id, (definition) => ({
    ...definition,
    parameters: definition.parameters.map((parameter) => ({ ...parameter, ...(parameter.name === name && { name: wanted }), default: mapExpressions(parameter.default, rename) })),
    graph: { ...definition.graph, nodes: definition.graph.nodes.map((node) => mapNodeExpressions(node, rename)) },
  }));
  return changeInstances(inside, id, { node: (node) => ({ ...node, params: Object.fromEntries(Object.entries(node.params).map(([key, value]) => [key === name ? wanted : key, value])) }) });
}

/** Arguments go with it. Throws, naming who uses it, while an expression does. */
export function removeParameter(document: LoomDocument, id: string, name: string): LoomDocument {
  const users = parameterUsers(definitionOf(document, id), name);
  if (users.length > 0) fail('parameter-used', `The parameter "${name}" is used by ${users.join(', ')}.`, { parameter: name, remedy: 'Put a value there first.' });
  const inside = change(document, id, (definition) => ({ ...definition, parameters: definition.parameters.filter((parameter) => parameter.name !== name) }));
  return changeInstances(inside, id, { node: (node) => ({ ...node, params: Object.fromEntries(Object.entries(node.params).filter(([key]) => key !== name)) }) });
}

/** The names of the boxes and parameters inside a block whose expressions read a parameter. */
export function parameterUsers({ graph, parameters }: BlockDefinition, name: string): readonly string[] {
  const uses = (value: Json): boolean => {
    let isUsed = false;
    mapExpressions(value, (expression) => {
      isUsed ||= namesIn(expression).has(name);
      return expression;
    });
    return isUsed;
  };
  const boxes = graph.nodes.filter(({ params, block }) => uses(params) || (block?.repeat !== undefined && uses(block.repeat as Json)));
  return [...parameters.filter((parameter) => uses(parameter.default)), ...boxes].map((one) => one.name);
}

function mapNodeExpressions(node: GraphNode, map: (expression: string) => string): GraphNode {
  const params = mapExpressions(node.params, map) as JsonObject;
  const repeat = node.block?.repeat;
  if (typeof repeat !== 'object') return { ...node, params };
  return { ...node, params, block: { ...node.block!, repeat: { expression: map(repeat.expression) } } };
}

/** `value` with the text of every expression in it replaced. */
function mapExpressions(value: Json, map: (expression: string) => string): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (isExpression(value)) return { expression: map(value.expression) };
  if (Array.isArray(value)) return value.map((item: Json) => mapExpressions(item, map));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapExpressions(item as Json, map)]));
}

function requireName(name: string, taken: readonly string[], what: string): void {
  if (!isValidName(name)) fail('invalid-name', `"${name}" cannot be a name.`, { remedy: 'Use up to 64 letters, digits, spaces, - or _, beginning with a letter or digit.' });
  if (taken.includes(name)) fail('duplicate-name', `There is already ${what} named "${name}".`);
}

function requireParameterName(name: string, parameters: readonly BlockParameter[]): void {
  if (!isIdentifier(name)) fail('invalid-name', `"${name}" cannot be the name of a parameter.`, { remedy: 'Use letters, digits and _, beginning with a letter; function names and “copy” are taken.' });
  if (parameters.some((parameter) => parameter.name === name)) fail('duplicate-name', `There is already a parameter named "${name}".`);
}
