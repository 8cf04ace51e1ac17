/**
 * Frames of a source through a runner, the newest first: while one is under way the others pass, and the next to go is the one
 * that is newest then.
 */
import type { LiveRunner, RunnerAnswer } from './live-runner';
import type { AnswerSettings, Frame } from './protocol';
import type { FrameSource } from './sources/source';

export interface LoopTimes {
  /** Until the frame was copied, in milliseconds. */
  readonly capture: number;
  /** When the camera took it, in milliseconds of `performance.now()`. */
  readonly takenAt: number;
}

export interface LoopListener {
  /** The source has a new picture. */
  onFrame(): void;
  onAnswer(answer: RunnerAnswer, times: LoopTimes): void;
  /** The runner has failed; the loop waits. */
  onFailure(sentence: string): void;
}

export interface LoopOptions {
  readonly source: FrameSource;
  readonly runner: LiveRunner;
  readonly settings: () => AnswerSettings;
  readonly listener: LoopListener;
  /** Tests bring their own. */
  readonly copy?: (image: FrameSource['image']) => Promise<Frame>;
}

export class LiveLoop {
  readonly source: FrameSource;
  private runner: LiveRunner;
  private newest: number | undefined;
  private isBusy = false;
  private isHeld = false;
  private isOver = false;
  private readonly unfollow: () => void;

  constructor(private readonly options: LoopOptions) {
    const { source, runner, listener } = options;
    this.source = source;
    this.runner = runner;
    this.unfollow = source.follow((takenAt) => {
      this.newest = takenAt;
      listener.onFrame();
      this.go();
    });
  }

  /** From now on another runner answers. */
  use(runner: LiveRunner): void {
    this.runner = runner;
    this.go();
  }

  /** While it is held, frames pass unanswered. */
  hold(isHeld: boolean): void {
    this.isHeld = isHeld;
    this.go();
  }

  end(): void {
    this.isOver = true;
    this.unfollow();
    this.source.close();
  }

  private go(): void {
    if (this.isBusy || this.isHeld || this.isOver || this.newest === undefined) return;
    const takenAt = this.newest;
    this.newest = undefined;
    this.isBusy = true;
    void this.answer(takenAt);
  }

  private async answer(takenAt: number): Promise<void> {
    const { runner } = this;
    const { settings, listener, copy = frameOf } = this.options;
    try {
      const began = performance.now();
      const frame = await copy(this.source.image);
      const capture = performance.now() - began;
      if (this.isOver) return frame.close();
      const answer = await runner.answer(frame, settings());
      if (!this.isOver && !this.isHeld) listener.onAnswer(answer, { capture, takenAt });
    } catch (error) {
      // A runner that was exchanged meanwhile has nothing more to say.
      if (!this.isOver && runner === this.runner) listener.onFailure((error as Error).message);
    } finally {
      this.isBusy = false;
      if (runner === this.runner) this.go();
    }
  }
}

/** A copy that can be handed to the worker. */
async function frameOf(image: FrameSource['image']): Promise<Frame> {
  if (image instanceof HTMLVideoElement && 'VideoFrame' in window) return new VideoFrame(image);
  return createImageBitmap(image);
}
