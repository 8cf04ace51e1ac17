/** Element type and shape as one text, `float32[N, 64, 7, 7]`; N is the batch. */
import { BYTES_PER_ELEMENT, type DType } from '../../core/dtype';
import { BATCH, type Dim, type Shape } from '../../core/shape';
import type { TensorType } from '../../ops/graph';

export function printType({ dtype, shape }: TensorType): string {
  return `${dtype}[${shape.join(', ')}]`;
}

/** Undefined for a text that is no type. */
export function parseType(text: unknown): TensorType | undefined {
  const [, dtype, list] = (typeof text === 'string' && /^([a-z]+\d*)\[([^\]]*)\]$/.exec(text)) || [];
  if (dtype === undefined || !Object.hasOwn(BYTES_PER_ELEMENT, dtype)) return undefined;
  const shape = list!.trim() === '' ? [] : list!.split(',').map((part): Dim => (/^\d+$/.test(part.trim()) ? Number(part) : part.trim()));
  return shape.includes('') ? undefined : { dtype: dtype as DType, shape };
}

export function isBatched({ shape }: Pick<TensorType, 'shape'>): boolean {
  return shape[0] === BATCH;
}

/** As wires show it: without the batch, where there is one in front. */
export function sampleShape(type: TensorType): Shape {
  return isBatched(type) ? type.shape.slice(1) : type.shape;
}

/** The inverse: `like` says what the value was stated to be. */
export function wholeType(sample: Shape, like: TensorType): TensorType {
  return { dtype: like.dtype, shape: isBatched(like) ? [BATCH, ...sample] : sample };
}

export function readTypes(value: unknown): readonly TensorType[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const types = value.map(parseType);
  return types.includes(undefined) ? undefined : (types as TensorType[]);
}
