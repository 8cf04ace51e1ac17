import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asFloat32 } from '../../engine/core/as-float32';
import { LoomError } from '../../engine/core/diagnostic';
import { float32Tensor, type Tensor } from '../../engine/core/dtype';
import { decodeNpy, encodeNpy } from '../../engine/document/npy';

interface Frozen {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
  readonly bytes: string;
}

/** Made by scripts/reference-npy.py. */
const { arrays } = JSON.parse(readFileSync(new URL('../reference/npy.json', import.meta.url), 'utf8')) as { arrays: readonly Frozen[] };
const file = new Uint8Array(Buffer.from(arrays[0]!.bytes, 'base64'));

describe('.npy', () => {
  it.each(arrays)('reads what NumPy writes: $name', ({ bytes, shape, values }) => {
    const tensor = decodeNpy(new Uint8Array(Buffer.from(bytes, 'base64')));
    expect(tensor.shape).toEqual(shape);
    expect([...asFloat32(tensor).data]).toEqual(values);
  });

  it('writes float32 to the byte as NumPy does', () => {
    for (const name of ['float32', 'scalar']) {
      const { bytes } = arrays.find((one) => one.name === name)!;
      expect(Buffer.from(encodeNpy(decodeNpy(new Uint8Array(Buffer.from(bytes, 'base64')))))).toEqual(Buffer.from(bytes, 'base64'));
    }
  });

  it('every tensor comes back as it was', () => {
    const tensor = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }).chain((shape) => {
      const count = shape.reduce((product, size) => product * size, 1);
      return fc.array(fc.float(), { minLength: count, maxLength: count }).map((values): Tensor => float32Tensor(shape, values));
    });
    fc.assert(
      fc.property(tensor, (one) => {
        expect(decodeNpy(encodeNpy(one))).toEqual(one);
      }),
    );
  });

  it('damaged files are refused with a sentence, never more', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }), fc.option(fc.nat(file.length)), (changes, end) => {
        const damaged = file.slice(0, end ?? file.length);
        for (const [at, byte] of changes) if (at < damaged.length) damaged[at] = byte;
        try {
          decodeNpy(damaged, 'w.npy');
        } catch (error) {
          expect(error).toBeInstanceOf(LoomError);
          expect((error as LoomError).message).toContain('w.npy cannot be read as .npy');
        }
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999, 999999), }", 'takes'],
    ["{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", 'simple element type'],
    ["{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", 'known are'],
    ["{'descr': '<f4', 'fortran_order': maybe, 'shape': (1,), }", 'order of the numbers'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", 'names no shape'],
    ["__import__('os')", 'no dictionary'],
  ])('the header %s is refused', (header, reason) => {
    const bytes = new Uint8Array(10 + header.length + 4);
    bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 0xff, header.length >> 8]);
    bytes.set(new TextEncoder().encode(header), 10);
    expect(() => decodeNpy(bytes)).toThrow(reason);
  });
});
