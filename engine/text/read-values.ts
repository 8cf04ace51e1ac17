/** Parameters and settings of a line as the document keeps them; what does not fit is reported where it stands. */
import { ownValue } from '../core/own-value';
import { INITIALIZER_NAMES } from '../initializers';
import type { GraphNode, Json, JsonObject, NamedSettings, TensorSettings } from '../document/model';
import { isExpression } from '../document/block-arguments';
import type { LayerDefinition } from '../layers/define-layer';
import { KEPT } from './box-line';
import { sameValue, without } from './same-value';
import type { EntrySyntax, ObjectSyntax, ValueSyntax } from './syntax';
import { didYouMean, type Span } from './text-problem';

/** Takes a sentence about a place of the text. */
export type Report = (code: string, message: string, span: Span) => void;

export function jsonOf(value: ValueSyntax): Json {
  if (value.kind === 'plain') return value.value;
  if (value.kind === 'list') return value.items.map(jsonOf);
  if (value.kind === 'object') return objectOf(value);
  return { expression: value.text };
}

export function objectOf(object: ObjectSyntax | undefined): JsonObject {
  return Object.fromEntries((object?.entries ?? []).map(({ key, value }) => [key.text, jsonOf(value)]));
}

/** Checks the parameters of a layer, but for those that the box had so before: they are shown as problems of the network. */
export function checkParameters(box: string, layer: LayerDefinition, entries: readonly EntrySyntax[], before: JsonObject, isInBlock: boolean, report: Report): void {
  for (const { key, value } of entries) {
    const json = jsonOf(value);
    if (Object.hasOwn(before, key.text) && sameValue(before[key.text], json)) continue;
    const spec = ownValue(layer.parameters, key.text);
    if (!spec) {
      const known = Object.keys(layer.parameters);
      const remedy = didYouMean(key.text, known) || (known.length > 0 ? ` It has ${known.join(', ')}.` : ' It has none.');
      report('unknown-parameter', `${layer.title} has no parameter ${key.text}.${remedy}`, key);
      continue;
    }
    if (hasExpression(json)) {
      if (!isInBlock) report('invalid-parameter', `“${box}”: ${spec.label} (${key.text}) must be ${expectedBy(spec)}. Texts stand in quotes, and names of parameters only inside a block.`, value);
      continue;
    }
    const parsed = spec.parse(json);
    if ('expected' in parsed) report('invalid-parameter', `“${box}”: ${spec.label} (${key.text}) must be ${parsed.expected}, not ${JSON.stringify(json)}.`, value);
  }
}

function expectedBy(spec: LayerDefinition['parameters'][string]): string {
  const parsed = spec.parse(undefined);
  return 'expected' in parsed ? parsed.expected : 'a value';
}

export function hasExpression(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isExpression(value) || Object.values(value).some(hasExpression);
}

/** Checks the arguments of a block. */
export function checkArguments(block: string, known: readonly string[], entries: readonly EntrySyntax[], before: JsonObject, report: Report): void {
  for (const { key } of entries) {
    if (known.includes(key.text) || Object.hasOwn(before, key.text)) continue;
    const remedy = didYouMean(key.text, known) || (known.length > 0 ? ` It has ${known.join(', ')}.` : ' It has none.');
    report('unknown-parameter', `The block “${block}” has no parameter ${key.text}.${remedy}`, key);
  }
}

/** What follows the parameters: how the box takes part. */
export interface NodeSettings {
  readonly fields: Pick<GraphNode, 'frozen' | 'muted' | 'binding' | 'tensors'>;
  readonly repeat: Json | undefined;
  readonly shareWeights: boolean | undefined;
  /** Sources of ports that the layer does not list, by port. */
  readonly inputs: ReadonlyMap<string, { readonly source: Json; readonly span: Span }>;
}

const SETTINGS = ['frozen', 'muted', 'column', 'columns', 'repeat', 'shareWeights', 'inputs', 'tensors'] as const;

/** `base` is the box as it was: fields of newer versions and kept numbers come from it. */
export function readSettings(object: ObjectSyntax | undefined, base: GraphNode | undefined, isBlock: boolean, report: Report): NodeSettings {
  const found = new Map((object?.entries ?? []).map((entry) => [entry.key.text, entry]));
  for (const [name, { key }] of found) {
    if (!SETTINGS.some((known) => known === name)) report('unknown-setting', `A box has no setting ${name}.${didYouMean(name, SETTINGS) || ` Its settings: ${SETTINGS.join(', ')}.`}`, key);
    else if (!isBlock && (name === 'repeat' || name === 'shareWeights') && base?.block === undefined) report('unknown-setting', `${name} is for blocks, and this is a layer. Remove it.`, key);
  }
  const read = <T extends Json>(name: string, fits: (value: Json) => boolean, expected: string): T | undefined => {
    const entry = found.get(name);
    if (!entry) return undefined;
    const value = jsonOf(entry.value);
    if (fits(value)) return value as T;
    report('invalid-setting', `${name} must be ${expected}.`, entry.value);
    return undefined;
  };
  const isTruth = (value: Json): boolean => typeof value === 'boolean';
  const frozen = read<boolean>('frozen', isTruth, 'true or false');
  const muted = read<boolean>('muted', isTruth, 'true or false');
  const column = read<string>('column', (value) => typeof value === 'string' && value !== '', 'the name of a column, in quotes');
  const columns = read<readonly string[]>('columns', isNames, 'a list of columns, such as [\'height\', \'width\']');
  const repeat = read('repeat', (value) => typeof value === 'number' || (typeof value === 'object' && value !== null && typeof (value as JsonObject)['expression'] === 'string'), 'a whole number, or arithmetic over the parameters of the block around it');
  const shareWeights = read<boolean>('shareWeights', isTruth, 'true or false');
  const tensors = found.get('tensors');
  const binding = { ...without(base?.binding, 'column', 'columns'), ...(column !== undefined && { column }), ...(columns && { columns }) };
  const hadColumn = base?.binding?.column !== undefined || base?.binding?.columns !== undefined;
  const hasBinding = Object.keys(binding).length > 0 || (base?.binding !== undefined && !hadColumn);
  return {
    fields: {
      ...(frozen !== undefined && { frozen }),
      ...(muted !== undefined && { muted }),
      ...(hasBinding && { binding }),
      ...(tensors && { tensors: readTensors(tensors.value, base?.tensors ?? {}, report) }),
    },
    repeat,
    shareWeights,
    inputs: readInputs(found.get('inputs')?.value, report),
  };
}

function isNames(value: Json): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' && item !== '');
}

function readInputs(value: ValueSyntax | undefined, report: Report): NodeSettings['inputs'] {
  if (!value) return new Map();
  if (value.kind === 'object') return new Map(value.entries.map((entry) => [entry.key.text, { source: jsonOf(entry.value), span: entry.value }]));
  report('invalid-setting', "inputs must name a box for each port, such as { in3: 'conv1' }.", value);
  return new Map();
}

function readTensors(value: ValueSyntax, before: Readonly<Record<string, TensorSettings>>, report: Report): Readonly<Record<string, TensorSettings>> {
  if (value.kind !== 'object') {
    report('invalid-setting', 'tensors must be settings for each tensor, such as { weight: { frozen: true } }.', value);
    return before;
  }
  return Object.fromEntries(value.entries.map((entry) => [entry.key.text, readTensor(entry, before[entry.key.text], report)]));
}

const isAmount = (value: Json): boolean => typeof value === 'number' && value >= 0;
const isObject = (value: Json): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

interface TensorRule {
  readonly expected: string;
  fits(value: Json): boolean;
}

const TENSOR_RULES: Readonly<Record<string, TensorRule>> = {
  init: { expected: `an initializer, such as 'zeros' or { name: 'normal', amount: 0.1 }`, fits: (value) => (typeof value === 'string' ? value !== '' : isObject(value) && typeof value['name'] === 'string' && value['name'] !== '') },
  frozen: { expected: 'true or false', fits: (value) => typeof value === 'boolean' },
  lrScale: { expected: 'a number from 0', fits: isAmount },
  regularizer: { expected: 'l1 and l2 as numbers from 0, such as { l2: 0.001 }', fits: (value) => isObject(value) && ['l1', 'l2'].every((name) => value[name] === undefined || isAmount(value[name])) },
  constraint: {
    expected: "a constraint, such as { kind: 'max-norm', max: 2 }, { kind: 'non-negative' }, { kind: 'unit-norm' } or { kind: 'keep-zeros' }",
    fits: (value) => isObject(value) && ['max-norm', 'non-negative', 'unit-norm', 'keep-zeros'].includes(value['kind'] as string) && (value['max'] === undefined || (isAmount(value['max']) && value['max'] !== 0)) && (value['axes'] === undefined || (Array.isArray(value['axes']) && value['axes'].every((axis) => Number.isInteger(axis) && axis >= 0))),
  },
};

function readTensor({ key, value }: EntrySyntax, before: TensorSettings | undefined, report: Report): TensorSettings {
  if (value.kind !== 'object') {
    report('invalid-setting', `The settings of ${key.text} must stand in braces, such as { frozen: true }.`, value);
    return before ?? {};
  }
  const numbers = before?.value;
  const settings: Record<string, unknown> = { ...without(before, 'value', 'init', 'frozen', 'lrScale', 'regularizer', 'constraint') };
  for (const entry of value.entries) {
    const { text: name } = entry.key;
    const json = jsonOf(entry.value);
    if (name === 'value') {
      if (entry.value.kind !== 'expression' || entry.value.text !== KEPT || !numbers) report('invalid-setting', numbers ? `The numbers themselves are not part of the text: write value: ${KEPT}, or leave it out to draw new ones.` : `No numbers are kept for ${key.text}. Remove “value”.`, entry.value);
      else settings['value'] = numbers;
      continue;
    }
    const rule = ownValue(TENSOR_RULES, name);
    if (!rule) report('unknown-setting', `A tensor has no setting ${name}.${didYouMean(name, Object.keys(TENSOR_RULES)) || ` Its settings: ${Object.keys(TENSOR_RULES).join(', ')}.`}`, entry.key);
    else if (!rule.fits(json)) report('invalid-setting', `${name} must be ${rule.expected}.`, entry.value);
    else if (name === 'init') {
      settings['init'] = typeof json === 'string' ? { name: json } : json;
      const chosen = (settings['init'] as NamedSettings).name;
      const isKnown = INITIALIZER_NAMES.some((known) => known === chosen);
      if (!isKnown && !sameValue(settings['init'], before?.init)) report('unknown-initializer', `There is no initializer ${chosen}.${didYouMean(chosen, INITIALIZER_NAMES) || ` Choose one of ${INITIALIZER_NAMES.join(', ')}.`}`, entry.value);
    } else settings[name] = json;
  }
  return settings as TensorSettings;
}
