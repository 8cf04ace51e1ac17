import { useEffect } from 'react';
import { useTypeScale } from '../store/presentation-store';
import { useSession } from '../store/session-store';

/** In pixels, at the usual size of type. */
const WIDE = 1280;

/** In a narrow window the side panels make way for the canvas until they are asked for; they come back with the room. */
export function useNarrowWindow(): void {
  const scale = useTypeScale();
  useEffect(() => {
    const query = window.matchMedia(`(width < ${WIDE * scale}px)`);
    const change = () => useSession.setState({ isNarrow: query.matches, openInNarrow: new Set() });
    change();
    query.addEventListener('change', change);
    return () => query.removeEventListener('change', change);
  }, [scale]);
}
