/** What stands at each input of an operator taken over from a file: a wire, a tensor of the box, a fixed value, or nothing. */
import { allocate, BYTES_PER_ELEMENT, type DType, type Tensor } from '../../core/dtype';
import type { Dim } from '../../core/shape';
import { parseType, printType } from './value-type';

export type OnnxArgument =
  | 'wire'
  | 'none'
  /** The tensor `inN` of the box, where N counts the inputs from 1; `trained` where an optimizer may change it. */
  | { readonly tensor: string; readonly trained: boolean }
  /** A shape, in which N is the batch. */
  | { readonly dims: readonly Dim[] }
  | FixedValue;

/** Numbers as they are, or for large ones and those that JSON cannot hold their bytes in base64. */
export interface FixedValue {
  readonly value: string;
  readonly data?: readonly number[];
  readonly bytes?: string;
}

const MOST_IN_PLACE = 64;

export function fixedValue(tensor: Tensor): FixedValue {
  const value = printType(tensor);
  const list = Array.from(tensor.data as ArrayLike<number | bigint>, Number);
  const isExact = !tensor.dtype.endsWith('float16') && list.every((item, index) => Number.isFinite(item) && !Object.is(item, -0) && (typeof tensor.data[index] !== 'bigint' || Number.isSafeInteger(item)));
  if (list.length <= MOST_IN_PLACE && isExact) return { value, data: list };
  return { value, bytes: toBase64(new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength)) };
}

/** Undefined where the value is damaged. */
export function fixedTensor({ value, data, bytes }: FixedValue): Tensor | undefined {
  const type = parseType(value);
  if (!type?.shape.every((dim) => typeof dim === 'number')) return undefined;
  const shape = type.shape as number[];
  const count = shape.reduce((product, size) => product * size, 1);
  const { dtype } = type;
  if (data !== undefined) return data.length === count ? { dtype, shape, data: filled(dtype, data) } : undefined;
  const raw = bytes === undefined ? undefined : fromBase64(bytes);
  if (!raw || raw.length !== count * BYTES_PER_ELEMENT[dtype]) return undefined;
  const whole = allocate(dtype, count);
  new Uint8Array(whole.buffer).set(raw);
  return { dtype, shape, data: whole };
}

function filled(dtype: DType, data: readonly number[]): Tensor['data'] {
  const whole = allocate(dtype, data.length);
  const isLong = whole instanceof BigInt64Array || whole instanceof BigUint64Array;
  data.forEach((item, index) => (whole[index] = isLong ? BigInt(Math.trunc(item)) : item));
  return whole;
}

export function readArguments(value: unknown): readonly OnnxArgument[] | undefined {
  return Array.isArray(value) && value.every(isArgument) ? value : undefined;
}

function isArgument(value: unknown): value is OnnxArgument {
  if (value === 'wire' || value === 'none') return true;
  if (typeof value !== 'object' || value === null) return false;
  if ('tensor' in value) return parseType(value.tensor)?.shape.every((dim) => typeof dim === 'number') === true && 'trained' in value && typeof value.trained === 'boolean';
  if ('dims' in value) return Array.isArray(value.dims) && value.dims.every((dim) => typeof dim === 'string' || Number.isInteger(dim));
  return 'value' in value && typeof value.value === 'string' && fixedTensor(value as FixedValue) !== undefined;
}

/** In steps, because a call takes only so many arguments. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192) text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return btoa(text);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  } catch {
    return undefined;
  }
}
