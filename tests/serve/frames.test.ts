import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from '../../engine/shell/frames';

const leaf = fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.double(), fc.uint8Array({ maxLength: 20 }));
/** Keys that the codec uses itself are among them, and one that a careless decoder would set. */
const key = fc.oneof(fc.string(), fc.constantFrom('$bytes', '$number', '$object', '$other', '__proto__', '7'));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(key, tie('value'), { maxKeys: 4 })),
}));

/** JSON knows one zero. */
function withOneZero(given: unknown): unknown {
  if (given === 0) return 0;
  if (typeof given !== 'object' || given === null || given instanceof Uint8Array) return given;
  if (Array.isArray(given)) return given.map(withOneZero);
  return Object.fromEntries(Object.entries(given).map(([name, item]) => [name, withOneZero(item)]));
}

describe('frames', () => {
  it('carry every message there and back', () => {
    fc.assert(
      fc.property(value, (message) => {
        expect(decodeFrame(encodeFrame(message))).toEqual(withOneZero(message));
      }),
      { numRuns: 500 },
    );
  });

  it('are text where there are no byte arrays', () => {
    expect(encodeFrame({ loss: NaN, left: Infinity, gone: undefined })).toBe('{"loss":{"$number":"NaN"},"left":{"$number":"Infinity"}}');
  });

  it('that are damaged are refused, whatever the damage', () => {
    const whole = encodeFrame({ a: new Uint8Array(5), b: [new Uint8Array(3)] }) as Uint8Array;
    for (let length = 0; length < whole.length; length++) expect(() => decodeFrame(whole.subarray(0, length))).toThrow('cannot be understood');
    expect(() => decodeFrame(Uint8Array.of(...whole, 0))).toThrow('bytes that belong to nothing');
    for (const text of ['', '{', '{"a":{"$bytes":3}}', '{"a":{"$bytes":-1}}', '{"a":{"$bytes":1e99}}']) expect(() => decodeFrame(text)).toThrow('cannot be understood');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          decodeFrame(bytes);
        } catch (error) {
          expect(error).toMatchObject({ diagnostics: [{ code: 'bad-message' }] });
        }
      }),
    );
  });
});
