/** On what a run is trained: a choice of this machine, not of the network. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { BackendName } from '../../engine/run/backend';
import type { ApplicationInfo } from '../../engine/shell/protocol/application';

interface MachineState {
  /** Absent until the host has answered. */
  readonly info: ApplicationInfo | undefined;
  readonly backend: BackendName;
  /** Undefined for as many as are usual here. */
  readonly threads: number | undefined;
}

export const useMachine = create<MachineState>()(
  persist((): MachineState => ({ info: undefined, backend: 'cpu', threads: undefined }), {
    name: 'layerloom-machine',
    version: 1,
    partialize: ({ backend, threads }) => ({ backend, threads }),
  }),
);

/** What is used now; a choice that this machine does not have gives way. */
export function machineChoice({ info, backend, threads }: MachineState = useMachine.getState()): { readonly backend: BackendName; readonly threads: number } {
  const most = info?.processors ?? threads ?? 1;
  return { backend: info && !info.backends.includes(backend) ? 'cpu' : backend, threads: Math.min(threads ?? info?.usualThreads ?? 1, most) };
}
