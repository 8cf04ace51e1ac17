/** Where frames come from: a picture that changes, and the news that it has. */
import type { LiveSourceKind } from '../../../engine/document/model';

export interface FrameSource {
  readonly kind: LiveSourceKind;
  /** As a person knows it: the name of the camera or the file. */
  readonly title: string;
  /** What can be drawn and sent now. */
  readonly image: HTMLVideoElement | HTMLImageElement;
  readonly size: { readonly width: number; readonly height: number };
  /** Whether a person sees themselves in it, and expects a mirror. */
  readonly isMirrorLike: boolean;
  /** Calls at each new frame, with the time it was taken in milliseconds of `performance.now()`. Returns what ends it. */
  follow(onFrame: (takenAt: number) => void): () => void;
  /** Calls when the source ends by itself, or is not what it should be: with a sentence. */
  readonly trouble: Trouble;
  /** Lets go of everything: every track is ended. */
  close(): void;
}

/** A frame that the browser counts itself. */
export interface VideoFrames {
  requestVideoFrameCallback?(callback: (now: number, metadata: { readonly captureTime?: number }) => void): number;
  cancelVideoFrameCallback?(handle: number): void;
}

/** One listener; the last trouble waits for it: a camera may be unplugged while the network is still being opened. */
export class Trouble {
  private listener: ((trouble: SourceTrouble) => void) | undefined;
  private last: SourceTrouble | undefined;

  tell(trouble: SourceTrouble): void {
    this.last = trouble;
    this.listener?.(trouble);
  }

  listen(listener: (trouble: SourceTrouble) => void): void {
    this.listener = listener;
    if (this.last) listener(this.last);
  }
}

export interface SourceTrouble {
  readonly sentence: string;
  /** Whether no frame comes any more. A source that goes on takes its remark back with an empty sentence. */
  readonly isEnd: boolean;
}

/** Follows the frames that a video shows. */
export function followVideo(video: HTMLVideoElement, onFrame: (takenAt: number) => void): () => void {
  const counted = video as VideoFrames;
  let isOn = true;
  let handle = 0;
  const next = (): void => {
    if (counted.requestVideoFrameCallback) handle = counted.requestVideoFrameCallback((now, { captureTime }) => step(captureTime ?? now));
    else handle = requestAnimationFrame(step);
  };
  const step = (takenAt: number): void => {
    if (!isOn) return;
    next();
    if (video.videoWidth > 0) onFrame(takenAt);
  };
  next();
  return () => {
    isOn = false;
    if (counted.cancelVideoFrameCallback) counted.cancelVideoFrameCallback(handle);
    else cancelAnimationFrame(handle);
  };
}
