/** The key parameters of a box in one line: what it is made of, and what differs from the usual. */
import type { ParameterSpec } from '../../engine/core/parameters';
import { isExpression } from '../../engine/document/block-arguments';
import type { BlockUse, JsonObject } from '../../engine/document/model';
import type { NodeFacts } from './facts';

function sizeText(value: unknown): string {
  return Array.isArray(value) ? value.join('×') : String(value);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Not worth a place on the box: they say how training starts, or nothing unless others are set. */
const QUIET = new Set(['initializer', 'pads', 'shape', 'momentum', 'epsilon']);

function part(name: string, spec: ParameterSpec<unknown>, value: unknown, values: Readonly<Record<string, unknown>>, isFirst: boolean): string | undefined {
  const isUsual = same(value, spec.default);
  if (name === 'padding') {
    if (value === 'same') return 'same';
    if (value !== 'explicit') return undefined;
    const pads = values.pads as readonly number[];
    return `pad ${pads.every((pad) => pad === pads[0]) ? pads[0] : pads.join(',')}`;
  }
  if (name === 'kernel') return sizeText(value);
  if (QUIET.has(name) && !(name === 'shape' && isFirst)) return undefined;
  // Data with a form of its own is read in the inspector.
  if (spec.kind === 'json') return undefined;
  if (isFirst) return spec.kind === 'boolean' ? undefined : sizeText(value);
  if (isUsual && !(name === 'stride' && !same(value, [1, 1]))) return undefined;
  const label = spec.label.toLowerCase();
  if (spec.kind === 'boolean') return value === true ? label : `no ${label}`;
  if (name === 'stride' && Array.isArray(value) && value[0] === value[1]) return `stride ${value[0]}`;
  return `${label} ${sizeText(value)}`;
}

/** How many copies, then the arguments. */
function blockText({ repeat }: BlockUse, params: JsonObject): string {
  const copies = repeat === undefined ? [] : [`${typeof repeat === 'number' ? repeat : repeat.expression} copies`];
  return [...copies, ...Object.entries(params).map(([name, value]) => `${name} ${isExpression(value) ? value.expression : sizeText(value)}`)].join(' · ');
}

export function parameterText({ node, definition, values, kind }: NodeFacts): string {
  if (node.block) return blockText(node.block, node.params);
  if (!definition) return 'unknown layer';
  if (kind === 'input') return node.binding?.column ?? node.binding?.columns?.join(', ') ?? '';
  const given = Object.keys(values).length > 0 ? values : Object.fromEntries(Object.entries(definition.parameters).map(([name, spec]) => [name, node.params[name] ?? spec.default]));
  const specs = Object.entries(definition.parameters);
  return specs.flatMap(([name, spec], index) => part(name, spec as ParameterSpec<unknown>, given[name], given, index === 0) ?? []).join(' · ');
}
