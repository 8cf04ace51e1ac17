import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LoomError } from '../../engine/core/diagnostic';
import type { Tensor } from '../../engine/core/dtype';
import { decodeSafetensors, encodeSafetensors, SafetensorsReader } from '../../engine/document/safetensors';

const SAMPLE: [string, Tensor][] = [
  ['conv.weight', { dtype: 'float32', shape: [2, 1, 2], data: Float32Array.of(1, -0, NaN, 3.5) }],
  ['step', { dtype: 'int64', shape: [], data: BigInt64Array.of(-5n) }],
  ['mask', { dtype: 'bool', shape: [3], data: Uint8Array.of(1, 0, 1) }],
  ['labels', { dtype: 'int32', shape: [2], data: Int32Array.of(7, -7) }],
  ['empty', { dtype: 'uint8', shape: [0, 4], data: new Uint8Array(0) }],
  ['pixels', { dtype: 'uint8', shape: [1], data: Uint8Array.of(255) }],
];

function encode(tensors: Iterable<readonly [string, Tensor]>, metadata?: Record<string, string>): Uint8Array {
  return Buffer.concat(encodeSafetensors(tensors, metadata));
}

/** A file with the given header text and so many bytes of data. */
function file(header: unknown, dataBytes: number): Uint8Array {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(dataBytes)]);
}

function entry(shape: unknown, offsets: unknown, dtype: unknown = 'F32'): Record<string, unknown> {
  return { dtype, shape, data_offsets: offsets };
}

describe('round trip', () => {
  test('every type, with metadata', () => {
    const { tensors, metadata } = decodeSafetensors(encode(SAMPLE, { step: '3' }));
    expect(new Map([...tensors].sort())).toEqual(new Map(SAMPLE.toSorted()));
    expect(metadata).toEqual({ step: '3' });
    expect(Object.is((tensors.get('conv.weight')!.data as Float32Array)[1], -0)).toBe(true);
  });

  test('the layout is that of the reference implementation: aligned, wide types first, header padded with spaces', () => {
    const bytes = Buffer.from(encode(SAMPLE));
    const headerLength = Number(bytes.readBigUInt64LE());
    expect(headerLength % 8).toBe(0);
    const header = JSON.parse(bytes.subarray(8, 8 + headerLength).toString()) as Record<string, unknown>;
    expect(Object.keys(header)).toEqual(['step', 'conv.weight', 'labels', 'empty', 'mask', 'pixels']);
    expect(header['conv.weight']).toEqual({ dtype: 'F32', shape: [2, 1, 2], data_offsets: [8, 24] });
  });

  test('equal contents give equal files, whatever the order', () => {
    expect(encode(SAMPLE.toReversed())).toEqual(encode(SAMPLE));
  });

  test('in chunks of any size', () => {
    const bytes = encode(SAMPLE, { a: 'b' });
    const whole = decodeSafetensors(bytes);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sizes) => {
        const reader = new SafetensorsReader(bytes.length, 'f');
        for (let at = 0, index = 0; at < bytes.length; index++) {
          const size = sizes[index % sizes.length]!;
          reader.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(reader.finish()).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  test('tensors that view a part of a buffer, and names of all kinds', () => {
    const shared = Float32Array.of(9, 1, 2, 9);
    for (const name of ['__proto__', '1', 'stage2/block1/conv.weight', 'ü "quoted"']) {
      const { tensors } = decodeSafetensors(encode([[name, { dtype: 'float32', shape: [2], data: shared.subarray(1, 3) }]]));
      expect([...tensors]).toEqual([[name, { dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) }]]);
    }
    expect(decodeSafetensors(encode([])).tensors.size).toBe(0);
  });

  test('what does not fit is refused when writing', () => {
    expect(() => encode([['a', { dtype: 'float32', shape: [3], data: new Float32Array(2) }]])).toThrow('do not fill its shape 3');
    const one: Tensor = { dtype: 'float32', shape: [1], data: new Float32Array(1) };
    expect(() => encode([['a', one], ['a', one]])).toThrow('two tensors have the name a');
    expect(() => encode([['__metadata__', one]])).toThrow('__metadata__');
  });
});

describe('damage', () => {
  test.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'it ends early'],
    ['half a length', new Uint8Array(5), 'it ends early'],
    ['a header longer than the file', file('{}', 0).with(1, 200), 'its header claims 51202 bytes'],
    ['a header of terabytes', file('{}', 0).with(6, 200), 'which is more than there are'],
    ['no header', file('', 0), 'it has no header'],
    ['a header that is no JSON', file('{"a":', 0), 'its header is not JSON'],
    ['a header that is a list', file('[]', 0), 'its header is not an object'],
    ['metadata that is no text', file({ __metadata__: { a: 1 } }, 0), 'its metadata is not a list of texts'],
    ['an entry that is no object', file({ a: 3 }, 0), 'the tensor "a" is not described'],
    ['an unknown type', file({ a: entry([1], [0, 1], 'F8_E5M2') }, 1), 'the tensor "a" has the type "F8_E5M2"; known are F32, I32, I64, U8, BOOL'],
    ['a type from the prototype', file({ a: entry([1], [0, 2], 'constructor') }, 2), 'has the type "constructor"'],
    ['a negative size', file({ a: entry([-1], [0, 4]) }, 4), 'no valid shape'],
    ['a fraction', file({ a: entry([1.5], [0, 6]) }, 6), 'no valid shape'],
    ['a shape beyond numbers', file({ a: entry([2 ** 52, 2 ** 52], [0, 4]) }, 4), 'needs'],
    ['zero times infinity', file({ a: entry([...Array<number>(30).fill(2 ** 52), 0], [0, 0]) }, 0), 'needs NaN bytes'],
    ['offsets the wrong way', file({ a: entry([1], [4, 0]) }, 4), 'needs 4 bytes, but has -4'],
    ['offsets beyond the file', file({ a: entry([2], [0, 8]) }, 4), 'it ends early'],
    ['an overlap', file({ a: entry([2], [0, 8]), b: entry([1], [4, 8]) }, 8), 'the tensor "b" overlaps another'],
    ['a gap', file({ a: entry([1], [0, 4]), b: entry([1], [8, 12]) }, 12), 'the tensor "b" leaves a gap before it'],
    ['bytes left over', file({ a: entry([1], [0, 4]) }, 9), '5 bytes at its end belong to no tensor'],
  ])('%s', (_, bytes, reason) => {
    expect(() => decodeSafetensors(bytes, 'w.safetensors')).toThrow(LoomError);
    expect(() => decodeSafetensors(bytes, 'w.safetensors')).toThrow(reason);
    expect(() => decodeSafetensors(bytes, 'w.safetensors')).toThrow('w.safetensors cannot be read as safetensors');
  });

  test('any change of the header gives a LoomError or tensors that fit the file', () => {
    const bytes = encode(SAMPLE, { a: 'b' });
    const header = 8 + Number(Buffer.from(bytes).readBigUInt64LE());
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: header - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 3 }), fc.nat({ max: bytes.length }), (changes, cut) => {
        const damaged = Uint8Array.from(cut % 3 === 0 ? bytes.subarray(0, cut) : bytes);
        for (const [at, byte] of changes) if (at < damaged.length) damaged[at] = byte;
        try {
          const { tensors } = decodeSafetensors(damaged);
          const total = [...tensors.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
          expect(total).toBeLessThanOrEqual(damaged.length);
        } catch (error) {
          expect(error).toBeInstanceOf(LoomError);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a file that grows while it is read', () => {
    const bytes = encode(SAMPLE);
    const reader = new SafetensorsReader(bytes.length, 'f');
    reader.push(bytes);
    expect(() => reader.push(Uint8Array.of(1))).toThrow('longer than it was');
  });
});
