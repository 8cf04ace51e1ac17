import { useEffect } from 'react';
import { useSession } from '../store/session-store';

const NARROW = '(max-width: 1279px)';

/** In a narrow window the side panels make way for the canvas; they come back with the room, and whenever asked for. */
export function useNarrowWindow(): void {
  useEffect(() => {
    const query = window.matchMedia(NARROW);
    let before = useSession.getState().panels;
    const narrow = (): void => {
      before = useSession.getState().panels;
      useSession.setState({ panels: { ...before, palette: false, inspector: false } });
    };
    const change = (): void => {
      if (query.matches) narrow();
      else useSession.setState(({ panels }) => ({ panels: { ...panels, palette: before.palette || panels.palette, inspector: before.inspector || panels.inspector } }));
    };
    if (query.matches) narrow();
    query.addEventListener('change', change);
    return () => query.removeEventListener('change', change);
  }, []);
}
