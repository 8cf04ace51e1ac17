/** What the window knows of the sample's way through the network: the last look, and how true it still is. */
import { create } from 'zustand';
import type { Diagnostic } from '../../engine/core/diagnostic';
import type { Look, PortLook } from '../../engine/run/look';
import type { LookFrom } from '../../engine/shell/protocol/look';
import type { LookSample } from '../../engine/shell/protocol/look';
import { useDocument } from '../store/document-store';
import { useSample } from '../store/sample-store';
import { useSession } from '../store/session-store';

/** What was asked, to ask for more of the same. */
export interface LookQuestion {
  readonly from: LookFrom | { readonly model: string };
  readonly sample: LookSample;
}

interface MapsState {
  readonly look: Look | undefined;
  readonly question: LookQuestion | undefined;
  /** By `path:port`. What did not change from one look to the next keeps its object. */
  readonly ports: ReadonlyMap<string, PortLook>;
  /** Why there is no newer look. */
  readonly problem: Diagnostic | undefined;
  /** Whether the network has changed since, in a way that the next look will show. */
  readonly isStale: boolean;
  /** From question to answer, in milliseconds. */
  readonly took: number;
}

export const NO_LOOK: MapsState = { look: undefined, question: undefined, ports: new Map(), problem: undefined, isStale: false, took: 0 };

export const useMaps = create<MapsState>(() => NO_LOOK);

/** Boxes have room for maps as soon as it is known that maps will come. */
export function showsMaps(): boolean {
  return useSession.getState().featureMaps && (useDocument.getState().document.data !== undefined || useSample.getState().sample !== undefined);
}

export function useShowsMaps(): boolean {
  const isOn = useSession((state) => state.featureMaps);
  const hasData = useDocument((state) => state.document.data !== undefined);
  const hasSample = useSample((state) => state.sample !== undefined);
  return isOn && (hasData || hasSample);
}

export function portsAfter(before: ReadonlyMap<string, PortLook>, ports: readonly PortLook[]): ReadonlyMap<string, PortLook> {
  return new Map(
    ports.map((port) => {
      const key = `${port.path}:${port.port}`;
      const old = before.get(key);
      return [key, old && isSamePort(old, port) ? old : port];
    }),
  );
}

function isSamePort(a: PortLook, b: PortLook): boolean {
  if (a.shape.join() !== b.shape.join()) return false;
  const [one, other] = [a.picture, b.picture];
  if (one.kind === 'maps' && other.kind === 'maps') return isSameBytes(one.pixels, other.pixels) && JSON.stringify(one.maps) === JSON.stringify(other.maps);
  if (one.kind === 'vector' && other.kind === 'vector') return isSameBytes(one.cells, other.cells) && JSON.stringify(one.span) === JSON.stringify(other.span);
  return one.kind === other.kind;
}

function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  // Large networks compare megabytes at every edit; a call for each byte would show.
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}
