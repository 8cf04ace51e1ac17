/** libwebp as WebAssembly (`@jsquash/webp`), loaded from node_modules instead of over the network. */
import decode, { init } from '@jsquash/webp/decode.js';
import { BrokenImage } from './format';
import { compileWasm, type WasmModule } from './web-assembly';

/** WebAssembly memory never shrinks: after a picture of more pixels than this the instance is replaced by a fresh one. */
const KEPT_PIXELS = 8_000_000;

interface Rgba {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

let compiled: WasmModule | undefined;
let ready: Promise<void> | undefined;

/** The codec was written for browsers and answers with their `ImageData`, which Node lacks. */
function provideImageData(): void {
  const scope = globalThis as { ImageData?: unknown };
  scope.ImageData ??= class {
    constructor(readonly data: Uint8ClampedArray, readonly width: number, readonly height: number) {}
  };
}

function load(): Promise<void> {
  provideImageData();
  compiled ??= compileWasm('@jsquash/webp/codec/dec/webp_dec.wasm');
  // The published types know only the second, browser-sided argument.
  return (init as (module: WasmModule) => Promise<void>)(compiled);
}

/** Decodes a still WebP file to RGBA. */
export async function decompressWebp(bytes: Uint8Array): Promise<Rgba> {
  await (ready ??= load());
  try {
    const rgba = (await decode(bytes as unknown as ArrayBuffer)) as Rgba;
    if (rgba.width * rgba.height > KEPT_PIXELS) ready = undefined;
    return rgba;
  } catch {
    ready = undefined;
    throw new BrokenImage('the compressed data is damaged');
  }
}
