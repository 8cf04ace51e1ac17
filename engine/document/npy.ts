/**
 * The .npy format of NumPy, for one tensor: a magic, a version, a header in Python's notation, then the numbers.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import { fail } from '../core/diagnostic';
import { allocate, BYTES_PER_ELEMENT, type DType, type Tensor } from '../core/dtype';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** The header ends at a multiple of this, so that the numbers can be mapped into memory. */
const ALIGNMENT = 64;
/** What NumPy itself reads without being told to trust the file is 10,000 letters; a shape needs far fewer. */
const MAX_HEADER_BYTES = 1 << 16;

const CODES: Readonly<Partial<Record<DType, string>>> = {
  float32: 'f4', float64: 'f8', float16: 'f2', bool: 'b1',
  int8: 'i1', int16: 'i2', int32: 'i4', int64: 'i8', uint8: 'u1', uint16: 'u2', uint32: 'u4', uint64: 'u8',
};
const DTYPES: ReadonlyMap<string, DType> = new Map(Object.entries(CODES).map(([dtype, code]) => [code, dtype as DType]));

/** Version 1.0, little endian, row after row. */
export function encodeNpy({ dtype, shape, data }: Tensor): Uint8Array<ArrayBuffer> {
  const code = CODES[dtype] ?? fail('npy-type', `A .npy file cannot hold ${dtype}.`, { found: dtype, expected: Object.keys(CODES).join(', '), remedy: 'Save it as safetensors.' });
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '${BYTES_PER_ELEMENT[dtype] === 1 ? '|' : '<'}${code}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const start = Math.ceil((10 + text.length + 1) / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(start + data.byteLength).fill(0x20, 10, start);
  file.set([...MAGIC, 1, 0, (start - 10) & 0xff, (start - 10) >> 8]);
  file.set(new TextEncoder().encode(text), 10);
  file[start - 1] = 0x0a;
  file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start);
  return file;
}

/** Versions 1 to 3, either byte order, row or column order. Errors are LoomErrors that name `file`. */
export function decodeNpy(bytes: Uint8Array, file = 'the file'): Tensor {
  if (bytes.length < 10 || MAGIC.some((byte, index) => bytes[index] !== byte)) reject(file, 'it does not begin as one');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6]!;
  if (version < 1 || version > 3) reject(file, `it is of version ${version}; known are 1 to 3`);
  const before = version === 1 ? 10 : 12;
  if (bytes.length < before) reject(file, 'it ends early');
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER_BYTES || length > bytes.length - before) reject(file, `its header claims ${length} bytes, which is more than there should be`);
  const { dtype, bigEndian, fortran, shape } = readHeader(new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(before, before + length)), file);
  const count = shape.reduce((product, size) => product * size, 1);
  const found = bytes.length - before - length;
  // Compared before memory is taken, so that a false shape cannot exhaust it.
  if (count * BYTES_PER_ELEMENT[dtype] !== found) reject(file, `a ${dtype} of the shape ${shape.join('×') || '()'} takes ${count * BYTES_PER_ELEMENT[dtype]} bytes, but there are ${found}`);
  const data = allocate(dtype, count);
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  raw.set(bytes.subarray(before + length));
  if (bigEndian) reverseEach(raw, BYTES_PER_ELEMENT[dtype]);
  const tensor: Tensor = { dtype, shape, data };
  return fortran ? rowsFirst(tensor) : tensor;
}

function reject(file: string, reason: string): never {
  fail('npy', `${file} cannot be read as .npy: ${reason}.`, { file });
}

interface Header {
  readonly dtype: DType;
  readonly bigEndian: boolean;
  readonly fortran: boolean;
  readonly shape: readonly number[];
}

/** Three known entries in any order, and nothing else. */
function readHeader(text: string, file: string): Header {
  const body = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1] ?? reject(file, 'its header is no dictionary');
  const descr = entry(body, 'descr', String.raw`'([^']*)'`) ?? entry(body, 'descr', '"([^"]*)"');
  if (descr === undefined) reject(file, 'its header does not name a simple element type');
  const order = entry(body, 'fortran_order', '(True|False)') ?? reject(file, 'its header does not tell the order of the numbers');
  const tuple = entry(body, 'shape', String.raw`\(([\dL,\s]*)\)`) ?? reject(file, 'its header names no shape');
  const dtype = DTYPES.get(descr.slice(1));
  if (!dtype || !'<>|='.includes(descr[0]!)) reject(file, `its elements are of the type “${descr}”; known are ${[...DTYPES.keys()].join(', ')}`);
  const shape = tuple.split(',').map((size) => size.trim().replace(/L$/, '')).filter((size) => size !== '').map(Number);
  if (shape.some((size) => !Number.isSafeInteger(size)) || shape.length > 32) reject(file, 'its shape is no list of sizes');
  return { dtype, bigEndian: descr[0] === '>', fortran: order === 'True', shape };
}

function entry(body: string, name: string, value: string): string | undefined {
  return new RegExp(String.raw`(?:^|,)\s*['"]${name}['"]\s*:\s*${value}\s*(?=,|$)`, 's').exec(body)?.[1];
}

function reverseEach(bytes: Uint8Array, size: number): void {
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}

/** Numbers that stand column after column, row after row. */
function rowsFirst({ dtype, shape, data }: Tensor): Tensor {
  const sorted = allocate(dtype, data.length);
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  const place = shape.map(() => 0);
  let from = 0;
  for (let index = 0; index < data.length; index++) {
    sorted[index] = data[from]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place[axis]!++;
      from += strides[axis]!;
      if (place[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      place[axis] = 0;
    }
  }
  return { dtype, shape, data: sorted };
}
