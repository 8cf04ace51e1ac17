/** Values of parameters as text in a field, and back. */
import type { ParameterSpec } from '../../engine/core/parameters';
import { isExpression } from '../../engine/document/block-arguments';
import type { Json } from '../../engine/document/model';
import type { ShapeOrder } from '../store/session-store';

/** Pictures stand in the order of the screen in fields too. */
function reordered(list: readonly number[], isToScreen: boolean): readonly number[] {
  if (list.length !== 3) return list;
  const [a, b, c] = list as [number, number, number];
  return isToScreen ? [b, c, a] : [c, a, b];
}

export function fieldText(spec: Pick<ParameterSpec<unknown>, 'kind'>, value: unknown, name: string, order: ShapeOrder): string {
  if (isExpression(value as Json)) return `= ${(value as { expression: string }).expression}`;
  if (spec.kind === 'size' && Array.isArray(value)) return value.join(' × ');
  if (spec.kind === 'json') return JSON.stringify(value);
  if (Array.isArray(value)) return name === 'shape' ? (order === 'channels-last' ? reordered(value, true) : value).join(' × ') : value.join(', ');
  return String(value);
}

/** What the document keeps, or what was expected instead. A text that begins with = is computed from the block's parameters. */
export function readField(spec: ParameterSpec<unknown>, text: string, name: string, order: ShapeOrder, inBlock: boolean): { readonly value: Json } | { readonly expected: string } {
  const trimmed = text.trim();
  if (trimmed.startsWith('=')) return inBlock ? { value: { expression: trimmed.slice(1).trim() } } : { expected: 'a value; formulas work inside blocks' };
  const value = plainValue(spec, trimmed, name, order);
  const parsed = spec.parse(value);
  return 'value' in parsed ? { value: parsed.value as Json } : { expected: parsed.expected };
}

function plainValue(spec: ParameterSpec<unknown>, text: string, name: string, order: ShapeOrder): unknown {
  if (spec.kind === 'integer' || spec.kind === 'number') return text === '' ? undefined : Number(text.replace('−', '-'));
  if (spec.kind === 'boolean') return text === 'true';
  if (spec.kind === 'choice' || spec.kind === 'text') return text;
  if (spec.kind === 'json') return plainJson(text);
  const parts = text.split(/[\s×x,;*]+/).filter(Boolean).map((part) => Number(part.replace('−', '-')));
  if (spec.kind === 'size') return parts.length === 1 ? parts[0] : parts;
  return name === 'shape' && order === 'channels-last' ? reordered(parts, false) : parts;
}

/** Undefined, which no parameter takes, for what is no JSON. */
function plainJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
