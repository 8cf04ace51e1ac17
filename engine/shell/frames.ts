/**
 * Messages as a socket carries them. A message without byte arrays is one JSON text; with them it is one binary frame:
 * four bytes of header length, the JSON, then the arrays one after the other. What JSON cannot say (arrays of bytes, NaN and
 * infinities) stands in it as an object with a single `$…` field, so such objects of others are escaped.
 */
import { fail } from '../core/diagnostic';

export type Frame = string | Uint8Array;

const BYTES = '$bytes';
const NUMBER = '$number';
const ESCAPED = '$object';

export function encodeFrame(message: unknown): Frame {
  const pieces: Uint8Array[] = [];
  const json = JSON.stringify(toJson(message, pieces));
  if (pieces.length === 0) return json;
  const header = new TextEncoder().encode(json);
  const frame = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 4 + header.length));
  new DataView(frame.buffer).setUint32(0, header.length, true);
  frame.set(header, 4);
  let at = 4 + header.length;
  for (const piece of pieces) {
    frame.set(piece, at);
    at += piece.length;
  }
  return frame;
}

/** Throws LoomError where the frame is not one of ours. */
export function decodeFrame(frame: Frame): unknown {
  try {
    if (typeof frame === 'string') return fromJson(JSON.parse(frame), () => refuse('it names bytes that it does not carry'));
    const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
    const headerEnd = 4 + view.getUint32(0, true);
    if (headerEnd > frame.length) refuse('it ends early');
    let at = headerEnd;
    const take = (length: number): Uint8Array => {
      if (!Number.isInteger(length) || length < 0 || at + length > frame.length) refuse('it ends early');
      at += length;
      // A copy: whoever keeps a small array must not keep the whole frame.
      return frame.slice(at - length, at);
    };
    const message = fromJson(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(frame.subarray(4, headerEnd))), take);
    if (at !== frame.length) refuse('it has bytes that belong to nothing');
    return message;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError || error instanceof TypeError) return refuse('it is not readable');
    throw error;
  }
}

function refuse(reason: string): never {
  return fail('bad-message', `A message between window and application cannot be understood: ${reason}.`, { found: reason });
}

function toJson(value: unknown, pieces: Uint8Array[]): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : { [NUMBER]: String(value) };
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) {
    pieces.push(value);
    return { [BYTES]: value.length };
  }
  if (Array.isArray(value)) return value.map((item) => toJson(item, pieces));
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const plain = Object.fromEntries(entries.map(([key, item]) => [key, toJson(item, pieces)]));
  return entries.length === 1 && entries[0]![0].startsWith('$') ? { [ESCAPED]: plain } : plain;
}

function fromJson(value: unknown, take: (length: number) => Uint8Array): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => fromJson(item, take));
  const entries = Object.entries(value);
  const [key, inner] = entries.length === 1 ? entries[0]! : ['', undefined];
  if (key === BYTES) return take(inner as number);
  if (key === NUMBER) return Number(inner);
  if (key === ESCAPED) return inField(Object.entries(inner as object), take);
  return inField(entries, take);
}

/** Without a setter on the way: `__proto__` stays an ordinary key. */
function inField(entries: readonly (readonly [string, unknown])[], take: (length: number) => Uint8Array): unknown {
  return Object.fromEntries(entries.map(([key, item]) => [key, fromJson(item, take)]));
}
