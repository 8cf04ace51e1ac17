import { useCallback, useEffect, useRef, useState } from 'react';
import { report } from '../shell/connection';

export interface Player {
  readonly isPlaying: boolean;
  play(): void;
  pause(): void;
}

/** Steps again and again, one frame of the screen apart at least, until `step` says that there is nothing more to do. */
export function usePlayer(step: () => Promise<boolean>): Player {
  const [isPlaying, setPlaying] = useState(false);
  const latest = useRef(step);
  latest.current = step;
  useEffect(() => {
    if (!isPlaying) return;
    let isOver = false;
    const go = async (): Promise<void> => {
      while (!isOver) {
        try {
          if (!(await latest.current())) return setPlaying(false);
        } catch (error) {
          report(error);
          return setPlaying(false);
        }
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    };
    void go();
    return () => {
      isOver = true;
    };
  }, [isPlaying]);
  return { isPlaying, play: useCallback(() => setPlaying(true), []), pause: useCallback(() => setPlaying(false), []) };
}
