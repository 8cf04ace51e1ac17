/** What the head of a function says about a block. */
import { isIdentifier } from '../document/expression';
import type { BlockDefinition, BlockParameter, BlockPort, PortKind } from '../document/model';
import { isValidName } from '../document/schema';
import { hasExpression, jsonOf, objectOf, type Report } from './read-values';
import { sameValue, without } from './same-value';
import type { BlockParameterSyntax, BlockSyntax, PortSyntax } from './syntax';
import { didYouMean } from './text-problem';

const PORT_KINDS = ['image', 'vector', 'sequence', 'any'] as const satisfies readonly PortKind[];
const PARAMETER_KINDS = ['integer', 'number', 'boolean', 'text', 'json'] as const satisfies readonly BlockParameter['kind'][];
const LIMITS = ['min', 'max', 'choices', 'help'] as const;

export type BlockHead = Pick<BlockDefinition, 'name' | 'inputs' | 'outputs' | 'parameters'>;

export function readHead(block: BlockSyntax, base: BlockDefinition | undefined, report: Report): BlockHead {
  return {
    name: block.name.text,
    inputs: readPorts('inputs', block.inputs, base?.inputs ?? [], report),
    outputs: readPorts('outputs', block.outputs, base?.outputs ?? [], report),
    parameters: readParameters(block.parameters, base?.parameters ?? [], report),
  };
}

function readPorts(what: string, ports: readonly PortSyntax[], base: readonly BlockPort[], report: Report): readonly BlockPort[] {
  const seen = new Set<string>();
  const read = ports.map(({ name, kind }, index): BlockPort => {
    if (seen.has(name.text)) report('duplicate-name', `Two ${what} are called “${name.text}”. Give one of them another name.`, name);
    seen.add(name.text);
    if (!isValidName(name.text)) report('invalid-name', `“${name.text}” cannot be a name. Use letters, digits, spaces, - or _.`, name);
    const known = PORT_KINDS.find((one) => one === kind.text);
    if (!known) report('unknown-kind', `A port takes image, vector, sequence or any, not ${kind.text}.${didYouMean(kind.text, PORT_KINDS)}`, kind);
    // A port that has been renamed keeps its place on the canvas.
    const before = base.find((port) => port.name === name.text) ?? (base.length === ports.length && !ports.some((port) => port.name.text === base[index]!.name) ? base[index] : undefined);
    return { ...before, name: name.text, kind: known ?? 'any' };
  });
  return sameValue(read, base) ? base : read;
}

function readParameters(parameters: readonly BlockParameterSyntax[], base: readonly BlockParameter[], report: Report): readonly BlockParameter[] {
  const seen = new Set<string>();
  const read = parameters.map(({ name, kind, limits, value }): BlockParameter => {
    if (seen.has(name.text)) report('duplicate-name', `Two parameters are called “${name.text}”. Give one of them another name.`, name);
    seen.add(name.text);
    if (!isIdentifier(name.text)) report('invalid-name', `“${name.text}” cannot be the name of a parameter. Use a letter followed by letters, digits or _; min, max, floor, ceil, round and copy are taken.`, name);
    const known = PARAMETER_KINDS.find((one) => one === kind.text);
    if (!known) report('unknown-kind', `A parameter is ${PARAMETER_KINDS.join(', ')}, not ${kind.text}.${didYouMean(kind.text, PARAMETER_KINDS)}`, kind);
    const before = base.find((parameter) => parameter.name === name.text);
    const given = objectOf(limits);
    for (const { key, value: limit } of limits?.entries ?? []) checkLimit(key.text, jsonOf(limit), (code, message) => report(code, message, limit));
    const fallback = jsonOf(value);
    if (known !== 'json' && !hasExpression(fallback) && !fits(known ?? 'json', fallback) && !sameValue(fallback, before?.default)) report('invalid-parameter', `The default of ${name.text} must be ${EXPECTED[known ?? 'json']}.`, value);
    return { ...without(before, 'default', ...LIMITS), name: name.text, kind: known ?? 'json', default: fallback, ...given };
  });
  return sameValue(read, base) ? base : read;
}

const EXPECTED = { integer: 'a whole number', number: 'a number', boolean: 'true or false', text: 'a text in quotes', json: 'a value' } as const;

function fits(kind: BlockParameter['kind'], value: unknown): boolean {
  if (kind === 'integer') return Number.isInteger(value);
  if (kind === 'number') return typeof value === 'number';
  if (kind === 'boolean') return typeof value === 'boolean';
  return kind === 'text' ? typeof value === 'string' : true;
}

function checkLimit(name: string, value: unknown, report: (code: string, message: string) => void): void {
  if (!LIMITS.some((known) => known === name)) report('unknown-setting', `A parameter has no limit ${name}.${didYouMean(name, LIMITS) || ` It can have ${LIMITS.join(', ')}.`}`);
  else if ((name === 'min' || name === 'max') && typeof value !== 'number') report('invalid-setting', `${name} must be a number.`);
  else if (name === 'help' && typeof value !== 'string') report('invalid-setting', 'help must be a text in quotes.');
  else if (name === 'choices' && !(Array.isArray(value) && value.every((item) => typeof item === 'string'))) report('invalid-setting', 'choices must be a list of texts.');
}
