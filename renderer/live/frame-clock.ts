/** How fast frames go through: the stages of the last frames, their medians, and how many come per second. */
import type { LiveTimes } from './live-store';

/** Of one frame, in milliseconds. */
export type FrameTimes = Omit<LiveTimes, 'framesPerSecond' | 'slowest'>;

const REMEMBERED = 90;
const STAGES = ['capture', 'preprocess', 'run', 'decode', 'draw', 'total'] as const;
/** Not in every frame. */
const RARE = ['find', 'gesture'] as const;

export class FrameClock {
  private frames: { readonly at: number; readonly times: FrameTimes }[] = [];

  /** `at`: when the answer was on the screen, in milliseconds. */
  add(at: number, times: FrameTimes): void {
    this.frames.push({ at, times });
    if (this.frames.length > REMEMBERED) this.frames.shift();
  }

  /** After a pause, old frames say nothing about new ones. */
  restart(): void {
    this.frames = [];
  }

  read(): LiveTimes | undefined {
    const { frames } = this;
    if (frames.length === 0) return undefined;
    const medians = Object.fromEntries(STAGES.map((stage) => [stage, percentile(frames.map(({ times }) => times[stage]), 0.5)])) as unknown as FrameTimes;
    const rare = Object.fromEntries(RARE.flatMap((stage) => {
      const values = frames.flatMap(({ times }) => times[stage] ?? []);
      return values.length > 0 ? [[stage, percentile(values, 0.5)]] : [];
    }));
    const span = frames.at(-1)!.at - frames[0]!.at;
    return { ...medians, ...rare, slowest: percentile(frames.map(({ times }) => times.total), 0.95), framesPerSecond: span > 0 ? ((frames.length - 1) * 1000) / span : 0 };
  }
}

/** The smallest value that so large a share of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
}
