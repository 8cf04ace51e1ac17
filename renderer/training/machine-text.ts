/** What computes, in words. */
import type { BackendName } from '../../engine/run/backend';

export const BACKEND_TITLES: Readonly<Record<BackendName, string>> = { cpu: 'CPU', webgpu: 'GPU (WebGPU)' };

export function machineText({ backend, threads }: { readonly backend: BackendName; readonly threads: number }): string {
  if (backend !== 'cpu') return BACKEND_TITLES[backend];
  return `CPU · ${threads === 1 ? '1 thread' : `${threads} threads`}`;
}
