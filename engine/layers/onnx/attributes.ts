/** Attributes of an ONNX node as plain data of a document, and back. */
import type { OnnxAttribute } from '../../onnx/model';
import { fixedTensor, fixedValue, fromBase64, toBase64, type FixedValue } from './argument';

type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** JSON has no infinity and no NaN; as text they keep their place. */
function plainFloat(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

function plainAttribute(attribute: OnnxAttribute): Plain {
  if ('float' in attribute) return { float: plainFloat(attribute.float) };
  if ('floats' in attribute) return { floats: attribute.floats.map(plainFloat) };
  if ('tensor' in attribute) return { tensor: { ...fixedValue(attribute.tensor) } as Plain };
  if ('proto' in attribute) return { proto: toBase64(attribute.proto) };
  return attribute as Plain;
}

export function plainAttributes(attributes: Readonly<Record<string, OnnxAttribute>>): Record<string, Plain> {
  return Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, plainAttribute(attribute)]));
}

export type OnnxAttributes = Readonly<Record<string, OnnxAttribute>>;

/** Undefined where something is no attribute. */
export function readAttributes(value: unknown): OnnxAttributes | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const read = Object.entries(value).map(([name, plain]) => [name, readAttribute(plain)] as const);
  return read.some(([, attribute]) => attribute === undefined) ? undefined : (Object.fromEntries(read) as OnnxAttributes);
}

const isInteger = (value: unknown) => Number.isSafeInteger(value);
const isText = (value: unknown) => typeof value === 'string';
const listOf = (check: (item: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(check);
const isFloat = (value: unknown) => typeof value === 'number' || (typeof value === 'string' && ['Infinity', '-Infinity', 'NaN'].includes(value));

function readAttribute(plain: unknown): OnnxAttribute | undefined {
  if (typeof plain !== 'object' || plain === null) return undefined;
  const [[kind, value] = [], ...others] = Object.entries(plain);
  if (others.length > 0) return undefined;
  switch (kind) {
    case 'int':
      return isInteger(value) ? { int: value } : undefined;
    case 'float':
      return isFloat(value) ? { float: Number(value) } : undefined;
    case 'string':
      return isText(value) ? { string: value } : undefined;
    case 'ints':
      return listOf(isInteger)(value) ? { ints: value } : undefined;
    case 'floats':
      return listOf(isFloat)(value) ? { floats: (value as unknown[]).map(Number) } : undefined;
    case 'strings':
      return listOf(isText)(value) ? { strings: value } : undefined;
    case 'tensor': {
      const tensor = typeof value === 'object' && value !== null ? fixedTensor(value as FixedValue) : undefined;
      return tensor && { tensor };
    }
    case 'proto': {
      const proto = isText(value) ? fromBase64(value as string) : undefined;
      return proto && { proto };
    }
    default:
      return undefined;
  }
}
