import { create } from 'zustand';
import { useSession } from '../store/session-store';
import { useWatch } from '../training/tensors/watch-store';
import { gradientStep } from './gradient-scale';

/** The step of the gradient scale for a wire whose values come from `origin`; undefined where it is not tinted. */
export function useWireTint(origin: string | undefined): number | undefined {
  const isOn = useSession((state) => state.tint);
  return useWatch(({ norms }) => {
    const norm = isOn && origin !== undefined ? norms.get(origin) : undefined;
    return norm === undefined ? undefined : gradientStep(norm);
  });
}

/** The wire under the pointer. */
export const usePointedWire = create<{ readonly wire: string | undefined }>(() => ({ wire: undefined }));

export function pointAtWire(wire: string | undefined): void {
  usePointedWire.setState({ wire });
}
