/**
 * libjpeg-turbo as WebAssembly. The package's own wrapper always answers RGBA, cannot read CMYK, and stays broken after the
 * first damaged file, so its WebAssembly module is driven from here.
 */
import { BrokenImage } from './format';
import { compileWasm, instantiateWasm, type WasmModule } from './web-assembly';

/** TurboJPEG's names for pixel layouts. */
const PIXEL_FORMAT = { rgb: 0, grey: 6, cmyk: 11 } as const;
const BYTES_PER_PIXEL = { rgb: 3, grey: 1, cmyk: 4 } as const;
export type JpegLayout = keyof typeof PIXEL_FORMAT;

/** WebAssembly memory never shrinks: after a larger picture than this the instance is dropped and its memory with it. */
const KEPT_MEMORY = 64 * 2 ** 20;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  malloc(bytes: number): number;
  free(pointer: number): void;
  tjInitDecompress(): number;
  tjDestroy(handle: number): number;
  tjDecompress2(
    handle: number, source: number, sourceBytes: number, target: number,
    width: number, pitch: number, height: number, pixelFormat: number, flags: number,
  ): number;
}

let compiled: WasmModule | undefined;
let instance: Exports | undefined;

function refuse(): never {
  throw new BrokenImage('the compressed data is damaged');
}

function turbo(): Exports {
  if (instance) return instance;
  compiled ??= compileWasm('@cwasm/jpeg-turbo/jpeg-turbo.wasm');
  // libjpeg leaves a fatal error by longjmp; here it leaves by a JavaScript exception and the instance is thrown away.
  const env = { setjmp: () => 0, longjmp: refuse };
  const system = { environ_sizes_get: () => 0, environ_get: refuse, proc_exit: refuse, fd_close: refuse, fd_seek: refuse, fd_write: refuse };
  instance = instantiateWasm(compiled, { env, wasi_snapshot_preview1: system }) as Exports;
  return instance;
}

function allocate(wasm: Exports, bytes: number): number {
  const pointer = wasm.malloc(bytes);
  if (pointer === 0) throw new BrokenImage(`decoding needs more memory than there is (${Math.ceil(bytes / 2 ** 20)} MB at once)`);
  return pointer;
}

/** Decodes to interleaved rows of the given layout. Throws `BrokenImage` where the data is damaged beyond decoding. */
export function decompressJpeg(bytes: Uint8Array, width: number, height: number, layout: JpegLayout): Uint8Array {
  const wasm = turbo();
  const pitch = width * BYTES_PER_PIXEL[layout];
  try {
    const source = allocate(wasm, bytes.length);
    new Uint8Array(wasm.memory.buffer).set(bytes, source);
    const target = allocate(wasm, pitch * height);
    const handle = wasm.tjInitDecompress();
    // −1 also stands for warnings ("extraneous bytes before marker"), which harmless files of many cameras give: fatal
    // errors arrive as exceptions, and a file that is cut short was refused before.
    wasm.tjDecompress2(handle, source, bytes.length, target, width, pitch, height, PIXEL_FORMAT[layout], 0);
    const pixels = new Uint8Array(wasm.memory.buffer).slice(target, target + pitch * height);
    wasm.tjDestroy(handle);
    wasm.free(target);
    wasm.free(source);
    if (wasm.memory.buffer.byteLength > KEPT_MEMORY) instance = undefined;
    return pixels;
  } catch (error) {
    instance = undefined;
    throw error instanceof BrokenImage ? error : new BrokenImage('the compressed data is damaged');
  }
}
