/**
 * One text for one value: known keys in a fixed order, then the rest by name; 2 spaces; what fits stands on one line, so
 * that moving a node or adding a wire changes one line of a file under version control.
 */
import { fail } from '../core/diagnostic';
import { formatPath } from './schema-issue';

const WIDTH = 120;

/** One order for every kind of object: the order in which a person reads them. */
const KEY_ORDER = [
  'format', 'version', 'writer', 'oldestReader', 'id', 'kind', 'type', 'typeVersion', 'name', 'description',
  'definition', 'node', 'port', 'from', 'to', 'params', 'block', 'text', 'shape', 'data', 'stored',
  'x', 'y', 'position', 'size', 'width', 'height', 'inputs', 'outputs', 'parameters', 'default',
  'graph', 'nodes', 'wires', 'notes', 'definitions', 'source', 'training',
] as const;
const RANK: ReadonlyMap<string, number> = new Map(KEY_ORDER.map((key, index) => [key, index]));

function compareKeys(a: string, b: string): number {
  const difference = (RANK.get(a) ?? KEY_ORDER.length) - (RANK.get(b) ?? KEY_ORDER.length);
  return difference !== 0 ? difference : a < b ? -1 : a > b ? 1 : 0;
}

function scalar(value: unknown, path: readonly (string | number)[]): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) fail('not-finite', `The document cannot be saved: ${formatPath(path)} is ${value}, which JSON cannot hold.`);
    return Object.is(value, -0) ? '-0' : String(value);
  }
  return JSON.stringify(value);
}

/** Numbers side by side, as many to a line as fit. */
function fill(items: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const [index, item] of items.entries()) {
    const piece = index < items.length - 1 ? `${item},` : item;
    if (line !== '' && indent.length + line.length + 1 + piece.length > WIDTH) {
      lines.push(line);
      line = piece;
    } else {
      line = line === '' ? piece : `${line} ${piece}`;
    }
  }
  return [...lines, line].map((text) => indent + text).join('\n');
}

function print(value: unknown, indent: string, path: readonly (string | number)[]): string {
  if (typeof value !== 'object' || value === null) return scalar(value, path);
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const items = isList
    ? value.map((item, index) => print(item, inner, [...path, index]))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .sort(([a], [b]) => compareKeys(a, b))
        .map(([key, item]) => `${JSON.stringify(key)}: ${print(item, inner, [...path, key])}`);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return open + close;
  const length = items.reduce((sum, item) => sum + item.length + 2, indent.length + 2);
  if (length <= WIDTH && !items.some((item) => item.includes('\n'))) {
    return isList ? `[${items.join(', ')}]` : `{ ${items.join(', ')} }`;
  }
  const body = isList && value.every((item) => typeof item === 'number') ? fill(items, inner) : items.map((item) => inner + item).join(',\n');
  return `${open}\n${body}\n${indent}${close}`;
}

/** The canonical text of a JSON value, ending with a line break. `undefined` fields are left out. */
export function canonicalJson(value: unknown): string {
  return `${print(value, '', [])}\n`;
}
