/** The camera of this machine: opened when somebody asks, let go of as soon as nobody looks. */
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

export type CameraState =
  | { readonly phase: 'off' }
  | { readonly phase: 'starting' }
  | { readonly phase: 'on' }
  /** Why there is no picture, and what to do. */
  | { readonly phase: 'failed'; readonly sentence: string };

export interface Camera {
  readonly state: CameraState;
  readonly video: RefObject<HTMLVideoElement | null>;
  start(): Promise<void>;
  stop(): void;
}

const IDEAL_WIDTH = 640;

export function useCamera(): Camera {
  const [state, setState] = useState<CameraState>({ phase: 'off' });
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream>(undefined);
  const isMounted = useRef(true);

  const release = useCallback(() => {
    for (const track of stream.current?.getTracks() ?? []) track.stop();
    stream.current = undefined;
    if (video.current) video.current.srcObject = null;
  }, []);
  const stop = useCallback(() => {
    release();
    setState({ phase: 'off' });
  }, [release]);
  const start = useCallback(async () => {
    release();
    setState({ phase: 'starting' });
    try {
      const opened = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: IDEAL_WIDTH } }, audio: false });
      if (!isMounted.current || !video.current) return opened.getTracks().forEach((track) => track.stop());
      stream.current = opened;
      opened.getVideoTracks()[0]?.addEventListener('ended', () => {
        release();
        setState({ phase: 'failed', sentence: 'The camera was unplugged or taken away. Plug it in and start it again.' });
      });
      video.current.srcObject = opened;
      await video.current.play();
      setState({ phase: 'on' });
    } catch (error) {
      release();
      if (isMounted.current) setState({ phase: 'failed', sentence: cameraSentence(error) });
    }
  }, [release]);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
      release();
    };
  }, [release]);
  return { state, video, start, stop };
}

/** The reasons that browsers give by name, in words. */
export function cameraSentence(error: unknown): string {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'The camera is not allowed here. Allow it in the settings of the browser, beside the address, and start it again.';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'There is no camera on this machine. Plug one in, or use a folder of pictures.';
    case 'NotReadableError':
    case 'AbortError':
      return 'The camera is used by another program. Close it there and start it again.';
    default:
      return navigator.mediaDevices ? `The camera could not be started: ${error instanceof Error ? error.message : String(error)}.` : 'This browser gives no camera to this page. Use another browser, or a folder of pictures.';
  }
}

/** The middle square of what the camera sees now, as it is (never mirrored). Undefined before the first frame. */
export function squareFrame(video: HTMLVideoElement, size: number): HTMLCanvasElement | undefined {
  const side = Math.min(video.videoWidth, video.videoHeight);
  if (side === 0) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  canvas.getContext('2d')!.drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, size, size);
  return canvas;
}

const QUALITY = 0.92;

export async function jpegOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (!blob) throw new Error('The browser could not write the picture.');
  return new Uint8Array(await blob.arrayBuffer());
}
