/** Notices a camera that is on and sees nothing: a closed shutter, or a privacy switch of the system. */

const LOOK_EVERY_MS = 1000;
/** So many looks in a row: a room may be dark for a moment. */
const LOOKS = 3;
const SIDE = 16;
/** Of 255. A camera in a dark room still has noise above this. */
const BLACK = 6;

export class BlackWatch {
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly context: CanvasRenderingContext2D;
  private black = 0;

  /** `tell` is called when blackness begins, and when it ends. */
  constructor(private readonly video: HTMLVideoElement, private readonly tell: (isBlack: boolean) => void) {
    const canvas = document.createElement('canvas');
    canvas.width = SIDE;
    canvas.height = SIDE;
    this.context = canvas.getContext('2d', { willReadFrequently: true })!;
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    if (this.video.videoWidth === 0) return;
    this.context.drawImage(this.video, 0, 0, SIDE, SIDE);
    const wasBlack = this.black >= LOOKS;
    this.black = isBlack(this.context.getImageData(0, 0, SIDE, SIDE).data) ? this.black + 1 : 0;
    if (this.black >= LOOKS !== wasBlack) this.tell(!wasBlack);
  }
}

/** No pixel is brighter than the noise of nothing. */
export function isBlack(rgba: ArrayLike<number>): boolean {
  for (let index = 0; index < rgba.length; index++) if (index % 4 !== 3 && rgba[index]! > BLACK) return false;
  return true;
}
