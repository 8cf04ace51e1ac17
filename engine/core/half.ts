/** Half-precision numbers (IEEE 754 binary16) as their bits: 5 bits of exponent, 10 of fraction. */
import type { Tensor } from './dtype';

/** The largest finite half-precision number. */
export const LARGEST_HALF = 65504;
/** From here on a number rounds to infinity. */
const OVERFLOW = 65520;
/** The smallest number above zero; half of it and less rounds to zero. */
export const SMALLEST_HALF = 2 ** -24;

const FLOAT = new Float32Array(1);
const BITS = new Uint32Array(FLOAT.buffer);

/** The bits of the nearest half-precision number, ties to the even one, as processors round. */
export function toHalf(value: number): number {
  FLOAT[0] = value;
  const bits = BITS[0]!;
  const sign = (bits >>> 16) & 0x8000;
  const size = bits & 0x7fffffff;
  if (size > 0x7f800000) return sign | 0x7e00;
  if (Math.abs(FLOAT[0]) >= OVERFLOW) return sign | 0x7c00;
  const exponent = (size >>> 23) - 112;
  if (exponent >= 1) return sign | roundedShift(((exponent << 23) | (size & 0x7fffff)) >>> 0, 13);
  // Below the normal range the leading one is written out and moves right; more than 24 places leave nothing.
  const places = 14 - exponent;
  return places > 24 ? sign : sign | roundedShift((size & 0x7fffff) | 0x800000, places);
}

/** `bits` without its last `places`, rounded to nearest, ties to even. A carry walks into the exponent, as it should. */
function roundedShift(bits: number, places: number): number {
  const kept = bits >>> places;
  const rest = bits & ((1 << places) - 1);
  const middle = 1 << (places - 1);
  return rest > middle || (rest === middle && (kept & 1) === 1) ? kept + 1 : kept;
}

export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * SMALLEST_HALF;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

export function halfTensor({ shape, data }: Tensor<'float32'>): Tensor<'float16'> {
  return { dtype: 'float16', shape, data: Uint16Array.from(data, toHalf) };
}

export function floatTensor({ shape, data }: Tensor<'float16'>): Tensor<'float32'> {
  return { dtype: 'float32', shape, data: Float32Array.from(data, fromHalf) };
}
