/** Taking frames at an even pace while a button is held, or for a while after a countdown. */
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { report } from '../shell/connection';
import { jpegOf, squareFrame } from './camera';
import { addFrame, followFolder, nextBurst } from './capture-store';

export type Recording =
  | { readonly phase: 'idle' }
  | { readonly phase: 'counting'; readonly name: string; readonly seconds: number }
  | { readonly phase: 'recording'; readonly name: string; readonly frames: number };

export interface Recorder {
  readonly recording: Recording;
  begin(name: string): void;
  end(): void;
  /** Counts down, records for a while, ends by itself; called again, it ends at once. */
  handsFree(name: string): void;
}

const COUNTDOWN_SECONDS = 3;
const HANDS_FREE_SECONDS = 3;
const PREVIEW_SIZE = 48;

export function useRecorder(video: RefObject<HTMLVideoElement | null>, framesPerSecond: number, size: number): Recorder {
  const [recording, setRecording] = useState<Recording>({ phase: 'idle' });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const clear = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
  }, []);
  const end = useCallback(() => {
    clear();
    setRecording((now) => {
      if (now.phase === 'recording') followFolder();
      return { phase: 'idle' };
    });
  }, [clear]);
  useEffect(() => clear, [clear]);

  const begin = useCallback(
    (name: string, until = Infinity) => {
      clear();
      const burst = nextBurst(name);
      let frame = 0;
      setRecording({ phase: 'recording', name, frames: 0 });
      const take = async (): Promise<void> => {
        const due = performance.now() + 1000 / framesPerSecond;
        const ours = timer.current;
        try {
          const canvas = video.current && squareFrame(video.current, size);
          if (canvas) {
            await addFrame(name, burst, ++frame, await jpegOf(canvas), squareFrame(video.current!, PREVIEW_SIZE)!.toDataURL('image/jpeg'));
            setRecording((now) => (now.phase === 'recording' && now.name === name ? { ...now, frames: frame } : now));
          }
        } catch (error) {
          report(error);
          return end();
        }
        if (timer.current !== ours) return;
        if (performance.now() >= until) return end();
        timer.current = setTimeout(() => void take(), Math.max(0, due - performance.now()));
      };
      timer.current = setTimeout(() => void take(), 0);
    },
    [clear, end, framesPerSecond, size, video],
  );
  const handsFree = useCallback(
    (name: string) => {
      if (timer.current !== undefined) return end();
      const count = (seconds: number): void => {
        if (seconds === 0) return begin(name, performance.now() + 1000 * HANDS_FREE_SECONDS);
        setRecording({ phase: 'counting', name, seconds });
        timer.current = setTimeout(() => count(seconds - 1), 1000);
      };
      count(COUNTDOWN_SECONDS);
    },
    [begin, end],
  );
  return { recording, begin: (name) => begin(name), end, handsFree };
}
