/** What a live network was shown and what it answered, taken from the messages between window and worker. */
import type { Page } from 'playwright-core';
import type { Pixels } from '../../engine/data/dataset';
import { resample } from '../../engine/data/resample';
import type { LiveAnswer } from '../../renderer/live/protocol';

/** Side of the thumbnails by which frames are told apart. */
const THUMBNAIL = 16;

export interface SeenFrame {
  /** RGB, row by row. */
  readonly thumbnail: readonly number[];
  readonly answers: readonly LiveAnswer[];
}

/** From now on `seenFrames` knows every frame that the page hands to a worker and is answered. */
export function watchWorkers(page: Page): Promise<void> {
  return page.evaluate((side) => {
    interface Message {
      readonly kind: string;
      readonly id: number;
      readonly frame: ImageBitmap;
      readonly answers: readonly unknown[];
    }
    const seen: { thumbnail: number[]; answers: readonly unknown[] }[] = [];
    Object.assign(window, { seen });
    const under = new Map<number, number[]>();
    const watched = new WeakSet<Worker>();
    const post = Worker.prototype.postMessage as (this: Worker, message: Message, transfer: Transferable[]) => void;
    const context = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true })!;
    context.imageSmoothingQuality = 'high';
    Worker.prototype.postMessage = function (this: Worker, message: Message, transfer: Transferable[]) {
      if (message.kind === 'frame') {
        context.drawImage(message.frame, 0, 0, side, side);
        under.set(message.id, Array.from(context.getImageData(0, 0, side, side).data).filter((_, index) => index % 4 !== 3));
        if (!watched.has(this)) {
          this.addEventListener('message', ({ data }: MessageEvent<Message>) => {
            const thumbnail = under.get(data.id);
            if (data.kind === 'answer' && thumbnail) seen.push({ thumbnail, answers: data.answers });
            under.delete(data.id);
          });
          watched.add(this);
        }
      }
      post.call(this, message, transfer);
    } as typeof Worker.prototype.postMessage;
  }, THUMBNAIL);
}

export function seenFrames(page: Page): Promise<readonly SeenFrame[]> {
  return page.evaluate(() => (window as unknown as { seen: SeenFrame[] }).seen);
}

/** Which frame of a clip a thumbnail shows. */
export function frameOf(clip: readonly Pixels[], thumbnail: readonly number[]): number {
  const distances = thumbnailsOf(clip).map((own) => own.reduce((sum, value, index) => sum + (value - thumbnail[index]!) ** 2, 0));
  return distances.indexOf(Math.min(...distances));
}

const known = new WeakMap<readonly Pixels[], readonly Uint8Array[]>();

function thumbnailsOf(clip: readonly Pixels[]): readonly Uint8Array[] {
  const made = known.get(clip) ?? clip.map((pixels) => resample(pixels, { x: 0, y: 0, width: pixels.width, height: pixels.height }, THUMBNAIL, THUMBNAIL).data);
  known.set(clip, made);
  return made;
}
