/**
 * Counter-based randomness: every draw is a hash of (seed, stream, epoch, item, element), so there is no generator state
 * to save, draws can be made in any order on any thread, and a resumed run repeats an uninterrupted one.
 */

/** A 32-bit finaliser with full avalanche (the constants of Prospector's `triple32` by C. Wellons). */
function mix(value: number): number {
  let x = value | 0;
  x ^= x >>> 17;
  x = Math.imul(x, 0xed5ad4bb);
  x ^= x >>> 11;
  x = Math.imul(x, 0xac4c1b51);
  x ^= x >>> 15;
  x = Math.imul(x, 0x31848bab);
  x ^= x >>> 14;
  return x >>> 0;
}

/** A 32-bit hash of a string (FNV-1a, then mixed). */
export function hashString(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mix(hash);
}

/** One stream of draws, addressed by an element index. Streams with different keys are independent. */
export class RandomStream {
  private readonly low: number;
  private readonly high: number;
  private next = 0;

  /** `keys` name the stream: the seed, what it is for (`shuffle`, `dropout/…`), the epoch, the sample or step. */
  constructor(...keys: readonly (number | string)[]) {
    let low = 0x9e3779b9;
    let high = 0x243f6a88;
    for (const key of keys) {
      const word = typeof key === 'string' ? hashString(key) : key >>> 0;
      const carry = typeof key === 'string' ? 0 : Math.floor(key / 0x1_0000_0000) >>> 0;
      low = mix(low ^ word);
      high = mix((high + low + carry) | 0);
    }
    this.low = low;
    this.high = high;
  }

  /** The 32 random bits at `index`. */
  bitsAt(index: number): number {
    return mix((mix((index + this.low) | 0) ^ this.high) | 0);
  }

  /** Uniform in [0, 1) at `index`. */
  uniformAt(index: number): number {
    return this.bitsAt(index) / 0x1_0000_0000;
  }

  /** Uniform in [0, 1), in sequence. */
  uniform(): number {
    return this.uniformAt(this.next++);
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** A whole number in [0, count). */
  integer(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** Standard normal, in sequence (Box–Muller, one draw per pair of uniforms). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** The numbers 0 … count−1 in random order (Fisher–Yates). */
  permutation(count: number): Uint32Array {
    const order = Uint32Array.from({ length: count }, (_, index) => index);
    for (let index = count - 1; index > 0; index--) {
      const other = this.integer(index + 1);
      const kept = order[index]!;
      order[index] = order[other]!;
      order[other] = kept;
    }
    return order;
  }
}
