/**
 * What one line says about one box, every part as it is printed. A box of the document and a line of the text are
 * compared in this form: where the parts agree, the line stays as a person wrote it.
 */
import type { BlockDefinition, BlockParameter, Endpoint, Graph, GraphNode, Json, TensorSettings } from '../document/model';
import { BLOCK_INPUT, BLOCK_OUTPUT } from '../document/model';
import { wiresInto } from '../document/graph-index';
import { findLayer } from '../layers/index';
import { ANY_LAYER, functionOf, typeOf } from './function-names';
import { BLOCK_SELF } from './parse';
import { bareOutput, operandCount, portsOfNode } from './ports';
import { printKey, printName, printObject, printValue, quote } from './print-value';
import type { BoxSyntax, ObjectSyntax, OperandSyntax, ValueSyntax } from './syntax';

export type Fields = readonly (readonly [key: string, printed: string])[];

export interface BoxLine {
  readonly name: string;
  /** With the type of `layer('type')` in it. */
  readonly callee: string;
  readonly operands: readonly string[];
  readonly parameters: Fields;
  readonly settings: Fields;
}

/** The graph whose boxes are printed, and the blocks they may use, by id. */
export interface PrintScope {
  readonly graph: Graph;
  readonly definition: BlockDefinition | undefined;
  readonly definitions: ReadonlyMap<string, BlockDefinition>;
}

/** In place of numbers that are too many for a line and stay where they are. */
export const KEPT = 'kept';

const NOTHING = 'undefined';

export function lineOfNode(node: GraphNode, scope: PrintScope): BoxLine {
  const ports = portsOfNode(node, scope.definitions);
  const wires = wiresInto(scope.graph, node.id);
  const count = operandCount(ports, new Set(wires.keys()));
  const places = Array.from({ length: count }, (_, place) => ports.inputAt(place)!);
  const operands = places.map((port) => (wires.has(port) ? printSource(wires.get(port)!.from, scope) : NOTHING));
  const others = [...wires].filter(([port]) => !places.includes(port)).map(([port, { from }]) => [port, printValue(sourceValue(from, scope))] as const);
  return {
    name: printName(node.name),
    callee: calleeOf(node, scope),
    operands,
    parameters: Object.entries(node.params).map(([key, value]) => [key, printValue(value)]),
    settings: settingsOf(node, others),
  };
}

export function calleeOf(node: GraphNode, { definitions }: Pick<PrintScope, 'definitions'>): string {
  const definition = node.block && definitions.get(node.block.definition);
  if (definition) return printBlockName(definition.name);
  const known = functionOf(node.type);
  return known !== undefined && findLayer(node.type)!.version === node.typeVersion ? known : `${ANY_LAYER}(${quote(node.type)})`;
}

/** In quotes where a layer has the same name. */
export function printBlockName(name: string): string {
  return typeOf(name) !== undefined || name === ANY_LAYER ? quote(name) : printName(name);
}

/** Where a wire comes from, as an operand. */
export function printSource({ node: id, port }: Endpoint, { graph, definitions }: PrintScope): string {
  if (id === BLOCK_INPUT) return graph.nodes.some(({ name }) => name === port) ? `${BLOCK_SELF}.${printName(port)}` : printName(port);
  const source = graph.nodes.find((node) => node.id === id)!;
  return port === bareOutput(portsOfNode(source, definitions)) ? printName(source.name) : `${printName(source.name)}.${printName(port)}`;
}

function sourceValue({ node: id, port }: Endpoint, { graph }: PrintScope): Json {
  return [id === BLOCK_INPUT ? BLOCK_SELF : graph.nodes.find((node) => node.id === id)!.name, port];
}

function settingsOf({ frozen, muted, binding, block, tensors }: GraphNode, inputs: Fields): Fields {
  const fields: [string, string | undefined][] = [
    ['frozen', plain(frozen)],
    ['muted', plain(muted)],
    ['column', plain(binding?.column)],
    ['columns', plain(binding?.columns)],
    ['repeat', plain(block?.repeat as Json | undefined)],
    ['shareWeights', plain(block?.shareWeights)],
    ['inputs', inputs.length > 0 ? printObject(inputs) : undefined],
    ['tensors', tensors && printTensors(tensors)],
  ];
  return fields.flatMap(([key, printed]) => (printed === undefined ? [] : [[key, printed] as const]));
}

function plain(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : printValue(value);
}

export function printTensors(tensors: Readonly<Record<string, TensorSettings>>): string {
  return printObject(Object.entries(tensors).map(([name, settings]) => [name, printObject(tensorFields(settings))]));
}

function tensorFields({ value, init, frozen, lrScale, regularizer, constraint }: TensorSettings): Fields {
  const start = init && (Object.keys(init).length === 1 ? init.name : (init as Json));
  const fields: [string, string | undefined][] = [
    ['value', value && KEPT],
    ['init', plain(start)],
    ['frozen', plain(frozen)],
    ['lrScale', plain(lrScale)],
    ['regularizer', plain(regularizer)],
    ['constraint', plain(constraint as Json | undefined)],
  ];
  return fields.flatMap(([key, printed]) => (printed === undefined ? [] : [[key, printed] as const]));
}

export function printLine({ name, callee, operands, parameters, settings }: BoxLine): string {
  const isAny = callee.startsWith(`${ANY_LAYER}(`);
  const given = [...(isAny ? [callee.slice(ANY_LAYER.length + 1, -1)] : []), ...operands];
  if (parameters.length > 0 || settings.length > 0) given.push(printObject(parameters));
  if (settings.length > 0) given.push(printObject(settings));
  return `const ${name} = ${isAny ? ANY_LAYER : callee}(${given.join(', ')});`;
}

export function lineOfSyntax({ name, callee, type, operands, parameters, settings }: BoxSyntax): BoxLine {
  return {
    name: printName(name.text),
    callee: type ? `${ANY_LAYER}(${quote(type.text)})` : callee.isQuoted ? printBlockName(callee.text) : callee.text,
    operands: trimmed(operands.map(printOperand)),
    parameters: fieldsOf(parameters),
    settings: fieldsOf(settings),
  };
}

function trimmed(operands: readonly string[]): readonly string[] {
  const last = operands.findLastIndex((operand) => operand !== NOTHING);
  return operands.slice(0, last + 1);
}

export function printOperand({ name, port }: OperandSyntax): string {
  if (!name) return NOTHING;
  const source = !name.isQuoted && name.text === BLOCK_SELF ? BLOCK_SELF : printName(name.text);
  return port ? `${source}.${printName(port.text)}` : source;
}

function fieldsOf(object: ObjectSyntax | undefined): Fields {
  return (object?.entries ?? []).map(({ key, value }) => [key.text, printSyntax(value)]);
}

export function printSyntax(value: ValueSyntax): string {
  if (value.kind === 'list') return `[${value.items.map(printSyntax).join(', ')}]`;
  if (value.kind === 'object') return printObject(fieldsOf(value));
  return printValue(value.kind === 'plain' ? value.value : { expression: value.text });
}

/** Whether two lines say the same, in whatever order the parameters stand. */
export function sameLine(a: BoxLine, b: BoxLine): boolean {
  return a.name === b.name && a.callee === b.callee && a.operands.join() === b.operands.join() && sameFields(a.parameters, b.parameters) && sameFields(a.settings, b.settings);
}

export function sameFields(a: Fields, b: Fields): boolean {
  const text = (fields: Fields) => fields.map(([key, printed]) => `${printKey(key)}: ${printed}`).sort().join('\n');
  return a.length === b.length && text(a) === text(b);
}

/** What feeds each output of a block. */
export function printReturn({ graph, definition, definitions }: PrintScope): string | undefined {
  const wires = wiresInto(graph, BLOCK_OUTPUT);
  const entries = definition!.outputs.flatMap(({ name }) => (wires.has(name) ? [[name, printSource(wires.get(name)!.from, { graph, definition, definitions })] as const] : []));
  if (entries.length === 0) return undefined;
  return hasUsualOutput(definition!.outputs) ? `return ${entries[0]![1]};` : `return ${printObject(entries)};`;
}

function hasUsualOutput(outputs: readonly { readonly name: string }[]): boolean {
  return outputs.length === 1 && outputs[0]!.name === 'out';
}

/** `function residual(in: image, { filters: integer = 16 }): image {` */
export function printHead({ name, inputs, outputs, parameters }: Pick<BlockDefinition, 'name' | 'inputs' | 'outputs' | 'parameters'>): string {
  const given = inputs.map((port) => `${printName(port.name)}: ${port.kind}`);
  if (parameters.length > 0) given.push(`{ ${parameters.map(printParameter).join(', ')} }`);
  const ports = outputs.map((port) => `${printKey(port.name)}: ${port.kind}`).join(', ');
  const result = outputs.length === 0 ? '' : hasUsualOutput(outputs) ? `: ${outputs[0]!.kind}` : `: { ${ports} }`;
  return `function ${printName(name)}(${given.join(', ')})${result} {`;
}

function printParameter({ name, kind, default: value, min, max, choices, help }: BlockParameter): string {
  const limits: [string, Json | undefined][] = [['min', min], ['max', max], ['choices', choices], ['help', help]];
  const given = limits.flatMap(([key, limit]) => (limit === undefined ? [] : [[key, printValue(limit)] as const]));
  return `${name}: ${kind}${given.length > 0 ? `(${printObject(given)})` : ''} = ${printValue(value)}`;
}

