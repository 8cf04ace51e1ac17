/** From far away boxes and wires are one drawing: what cannot be read or hit is only work as elements of the page. */
import { useStore } from '@xyflow/react';
import { createContext, useContext, type ReactNode } from 'react';

/** Below this zoom the small type of a box cannot be read. */
const FAR = 0.5;

const IsFar = createContext(false);

export function useIsFar(): boolean {
  return useContext(IsFar);
}

/** One subscription for all boxes and wires. */
export function DistanceProvider({ children }: { readonly children: ReactNode }) {
  const isFar = useStore((state) => state.transform[2] < FAR);
  return <IsFar value={isFar}>{children}</IsFar>;
}
