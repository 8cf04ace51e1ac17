/**
 * Loading WebAssembly files from node_modules. TypeScript describes the `WebAssembly` global only together with the whole
 * DOM, which the engine does not have; these are the two constructors used.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export type WasmModule = object;

interface WebAssemblyGlobal {
  readonly Module: new (code: Uint8Array) => WasmModule;
  readonly Instance: new (module: WasmModule, imports: object) => { readonly exports: unknown };
}

const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyGlobal }).WebAssembly;

/** Compiles a file of an installed package, e.g. `@jsquash/webp/codec/dec/webp_dec.wasm`. */
export function compileWasm(specifier: string): WasmModule {
  return new Module(readFileSync(createRequire(import.meta.url).resolve(specifier)));
}

export function instantiateWasm(module: WasmModule, imports: object): unknown {
  return new Instance(module, imports).exports;
}
