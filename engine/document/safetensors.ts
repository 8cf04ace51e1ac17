/**
 * The safetensors format: 8 bytes of header length, a JSON header, then the tensors one after the other. Writing gives
 * chunks and reading takes them, so that a file of any size passes through without one buffer of its size.
 * https://github.com/huggingface/safetensors#format
 */
import { fail } from '../core/diagnostic';
import { allocate, BYTES_PER_ELEMENT, type DType, type Tensor, type TensorData } from '../core/dtype';

const CODES: Readonly<Record<DType, string>> = {
  float32: 'F32', int32: 'I32', int64: 'I64', uint8: 'U8', bool: 'BOOL',
  float64: 'F64', float16: 'F16', bfloat16: 'BF16', int8: 'I8', int16: 'I16', uint16: 'U16', uint32: 'U32', uint64: 'U64',
};
const DTYPES: ReadonlyMap<string, DType> = new Map(Object.entries(CODES).map(([dtype, code]) => [code, dtype as DType]));

/** As in the reference implementation. */
const MAX_HEADER_BYTES = 100_000_000;
/** Node refuses to write more than 2 GiB at once. */
const MAX_CHUNK_BYTES = 1 << 30;
const METADATA = '__metadata__';
/** They hold the length of the header. */
export const SAFETENSORS_PREFIX_BYTES = 8;

export interface Safetensors {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

function bytesOf(data: TensorData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * The file as chunks that view the tensors' own memory; write them before a tensor changes. Wide elements come first and
 * then names in order, so every tensor is aligned and equal contents give equal files.
 */
export function encodeSafetensors(tensors: Iterable<readonly [string, Tensor]>, metadata: Readonly<Record<string, string>> = {}): Uint8Array[] {
  const width = ({ dtype }: Tensor): number => BYTES_PER_ELEMENT[dtype];
  const entries = [...tensors].sort(([a, first], [b, second]) => width(second) - width(first) || (a < b ? -1 : 1));
  const header = new Map<string, unknown>(Object.keys(metadata).length > 0 ? [[METADATA, metadata]] : []);
  let offset = 0;
  for (const [name, { dtype, shape, data }] of entries) {
    if (elementCount(shape) !== data.length) throw new Error(`tensor ${name} has ${data.length} elements, which do not fill its shape ${shape.join('×')}`);
    if (name === METADATA || header.has(name)) throw new Error(`two tensors have the name ${name}`);
    header.set(name, { dtype: CODES[dtype], shape, data_offsets: [offset, offset + data.byteLength] });
    offset += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const first = new Uint8Array(8 + headerBytes).fill(0x20);
  new DataView(first.buffer).setBigUint64(0, BigInt(headerBytes), true);
  first.set(json, 8);
  return [first, ...entries.flatMap(([, { data }]) => split(bytesOf(data)))];
}

function split(bytes: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += MAX_CHUNK_BYTES) pieces.push(bytes.subarray(at, at + MAX_CHUNK_BYTES));
  return pieces;
}

interface Entry {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * Reads a file of `size` bytes from chunks of any length. Every number in the header is checked against the size before
 * memory is taken for it. Errors are LoomErrors that name `file`.
 */
export class SafetensorsReader {
  private readonly prefix = new Uint8Array(8);
  private header: Uint8Array | undefined;
  private metadata: Readonly<Record<string, string>> = {};
  private readonly entries: Entry[] = [];
  private readonly data = new Map<string, TensorData>();
  private current = 0;
  private position = 0;

  constructor(private readonly size: number, private readonly file: string) {}

  push(chunk: Uint8Array): void {
    let rest = chunk;
    while (rest.length > 0) rest = rest.subarray(this.take(rest));
  }

  /** All tensors. Throws where the file ended early. */
  finish(): Safetensors {
    if (this.position !== this.size || !this.header || this.position < this.headerEnd()) this.reject('it ends early');
    const tensors = new Map(this.entries.map(({ name, dtype, shape }): [string, Tensor] => [name, { dtype, shape, data: this.data.get(name)! }]));
    return { tensors, metadata: this.metadata };
  }

  private reject(reason: string): never {
    reject(this.file, reason);
  }

  private headerEnd(): number {
    return 8 + this.header!.length;
  }

  /** Uses the beginning of `bytes`; returns how many. */
  private take(bytes: Uint8Array): number {
    if (this.position >= this.size) this.reject('it is longer than it was when it was opened');
    if (this.position < 8) {
      const taken = this.copy(bytes, this.prefix, 0);
      if (this.position === 8) this.openHeader();
      return taken;
    }
    if (this.position < this.headerEnd()) {
      const taken = this.copy(bytes, this.header!, 8);
      if (this.position === this.headerEnd()) this.readHeader();
      return taken;
    }
    // Empty tensors take no bytes.
    while (this.entries[this.current]!.end <= this.position - this.headerEnd()) this.current++;
    const entry = this.entries[this.current]!;
    return this.copy(bytes, bytesOf(this.data.get(entry.name)!), this.headerEnd() + entry.begin);
  }

  /** Copies to `target`, which begins at `start` of the file. */
  private copy(bytes: Uint8Array, target: Uint8Array, start: number): number {
    const at = this.position - start;
    const taken = Math.min(bytes.length, target.length - at);
    target.set(bytes.subarray(0, taken), at);
    this.position += taken;
    return taken;
  }

  private openHeader(): void {
    this.header = new Uint8Array(safetensorsHeaderBytes(this.prefix, this.size, this.file));
  }

  private readHeader(): void {
    const { metadata, described } = parseHeader(this.header!, this.file);
    this.metadata = metadata;
    for (const [name, value] of Object.entries(described)) this.entries.push(this.readEntry(name, value));
    this.entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
    this.checkLayout();
    for (const { name, dtype, shape } of this.entries) this.data.set(name, allocate(dtype, elementCount(shape)));
  }

  private readEntry(name: string, value: unknown): Entry {
    if (!isRecord(value)) this.reject(`the tensor "${name}" is not described`);
    const { dtype: code, shape, data_offsets: offsets } = value;
    const dtype = typeof code === 'string' ? DTYPES.get(code) : undefined;
    if (!dtype) this.reject(`the tensor "${name}" has the type ${JSON.stringify(code)}; known are ${[...DTYPES.keys()].join(', ')}`);
    if (!isSizes(shape)) this.reject(`the tensor "${name}" has no valid shape`);
    if (!isSizes(offsets) || offsets.length !== 2) this.reject(`the tensor "${name}" has no valid position`);
    const [begin, end] = offsets as [number, number];
    const bytes = elementCount(shape) * BYTES_PER_ELEMENT[dtype];
    if (end - begin !== bytes) this.reject(`the tensor "${name}" needs ${bytes} bytes, but has ${end - begin}`);
    return { name, dtype, shape, begin, end };
  }

  /** The tensors fill the rest of the file without gaps or overlaps, so the memory taken is at most the file's size. */
  private checkLayout(): void {
    let end = 0;
    for (const entry of this.entries) {
      if (entry.begin !== end) this.reject(`the tensor "${entry.name}" ${entry.begin < end ? 'overlaps another' : 'leaves a gap before it'}`);
      end = entry.end;
    }
    const available = this.size - this.headerEnd();
    if (end !== available) this.reject(end > available ? 'it ends early' : `${available - end} bytes at its end belong to no tensor`);
  }
}

function reject(file: string, reason: string): never {
  fail('safetensors', `${file} cannot be read as safetensors: ${reason}.`, { file });
}

/** How long the header is, by the first bytes of a file of `size` bytes. */
export function safetensorsHeaderBytes(prefix: Uint8Array, size: number, file: string): number {
  if (prefix.length < SAFETENSORS_PREFIX_BYTES) reject(file, 'it ends early');
  const length = new DataView(prefix.buffer, prefix.byteOffset).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER_BYTES) || length > BigInt(size - SAFETENSORS_PREFIX_BYTES)) reject(file, `its header claims ${length} bytes, which is more than there are`);
  if (length < 2n) reject(file, 'it has no header');
  return Number(length);
}

export function safetensorsMetadata(header: Uint8Array, file: string): Safetensors['metadata'] {
  return parseHeader(header, file).metadata;
}

function parseHeader(header: Uint8Array, file: string): { readonly metadata: Safetensors['metadata']; readonly described: Record<string, unknown> } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(header));
  } catch {
    reject(file, 'its header is not JSON');
  }
  if (!isRecord(parsed)) reject(file, 'its header is not an object');
  const { [METADATA]: metadata = {}, ...described } = parsed;
  if (!isRecord(metadata) || !Object.values(metadata).every((value) => typeof value === 'string')) reject(file, 'its metadata is not a list of texts');
  return { metadata: metadata as Record<string, string>, described };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

/** Reads a whole file that is already in memory. The tensors own their memory. */
export function decodeSafetensors(bytes: Uint8Array, file = 'the file'): Safetensors {
  const reader = new SafetensorsReader(bytes.length, file);
  reader.push(bytes);
  return reader.finish();
}
