/** The same picture with a palette, packed as tightly as the format allows. */
import { constants, deflateSync, inflateSync } from 'node:zlib';
import upng from 'upng-js';

/** Greys and one palette of kinds: more colours cost more than they show. */
const COLOURS = 44;
const SIGNATURE_BYTES = 8;
/** Length, type and checksum around the contents of a chunk. */
const FRAME_BYTES = 12;

export function smallPng(png) {
  const image = upng.decode(png);
  return repacked(Buffer.from(upng.encode(upng.toRGBA8(image), image.width, image.height, COLOURS)));
}

/** With all pixels in one chunk, deflated at the highest level. */
function repacked(png) {
  const chunks = chunksOf(png);
  const pixels = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ contents }) => contents)));
  const packed = deflateSync(pixels, { level: constants.Z_BEST_COMPRESSION, memLevel: 9 });
  const first = chunks.findIndex(({ type }) => type === 'IDAT');
  const kept = chunks.flatMap((chunk, index) => (index === first ? [{ type: 'IDAT', contents: packed }] : chunk.type === 'IDAT' ? [] : [chunk]));
  return Buffer.concat([png.subarray(0, SIGNATURE_BYTES), ...kept.map(framed)]);
}

function chunksOf(png) {
  const chunks = [];
  for (let at = SIGNATURE_BYTES; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), contents: png.subarray(at + 8, at + 8 + length) });
    at += length + FRAME_BYTES;
  }
  return chunks;
}

function framed({ type, contents }) {
  const chunk = Buffer.alloc(contents.length + FRAME_BYTES);
  chunk.writeUInt32BE(contents.length, 0);
  chunk.write(type, 4, 'latin1');
  contents.copy(chunk, 8);
  chunk.writeUInt32BE(upng.crc.crc(chunk, 4, contents.length + 4) >>> 0, contents.length + 8);
  return chunk;
}
