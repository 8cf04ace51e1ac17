import { useEffect } from 'react';
import { useSession } from '../store/session-store';

const NARROW = '(max-width: 1279px)';

/** In a narrow window the side panels make way for the canvas until they are asked for; they come back with the room. */
export function useNarrowWindow(): void {
  useEffect(() => {
    const query = window.matchMedia(NARROW);
    const change = () => useSession.setState({ isNarrow: query.matches, openInNarrow: new Set() });
    change();
    query.addEventListener('change', change);
    return () => query.removeEventListener('change', change);
  }, []);
}
