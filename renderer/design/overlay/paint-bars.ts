/** Classes and their shares, as bars on a dark ground in the lower left corner. */
import type { OverlayLook, PictureView } from './picture-view';

export interface Bar {
  readonly text: string;
  /** 0 … 1 */
  readonly share: number;
  readonly label: number;
}

const TEXT = 12;
const ROW = 20;
const PADDING = 8;
const GAP = 8;
const TRACK = 72;
const SHARE_WIDTH = 40;
const MOST_OF_PICTURE = 0.9;
const LONGEST_NAME = 140;

export function paintBars(context: CanvasRenderingContext2D, bars: readonly Bar[], view: PictureView, { colours, font }: OverlayLook): void {
  if (bars.length === 0) return;
  context.font = `500 ${TEXT}px ${font}`;
  const names = Math.min(LONGEST_NAME, Math.max(...bars.map(({ text }) => context.measureText(text).width)));
  const width = names + TRACK + SHARE_WIDTH + 2 * GAP + 2 * PADDING;
  const height = bars.length * ROW + 2 * PADDING;
  // In a small picture the whole plate is smaller.
  const scale = Math.min(1, (view.width * MOST_OF_PICTURE) / width, (view.height * MOST_OF_PICTURE) / height);
  context.save();
  context.translate(view.left + GAP * scale, view.top + view.height - (height + GAP) * scale);
  context.scale(scale, scale);
  context.fillStyle = '#0b0e14cc';
  context.beginPath();
  context.roundRect(0, 0, width, height, 8);
  context.fill();
  context.textBaseline = 'middle';
  bars.forEach(({ text, share, label }, index) => {
    const middle = PADDING + (index + 0.5) * ROW;
    context.fillStyle = index === 0 ? '#ffffff' : '#c3cad6';
    context.fillText(text, PADDING, middle, LONGEST_NAME);
    const left = PADDING + names + GAP;
    context.fillStyle = '#ffffff2e';
    context.fillRect(left, middle - 4, TRACK, 8);
    context.fillStyle = colours.of(label);
    context.fillRect(left, middle - 4, TRACK * share, 8);
    context.fillStyle = index === 0 ? '#ffffff' : '#c3cad6';
    context.textAlign = 'right';
    context.fillText(`${Math.round(share * 100)} %`, width - PADDING, middle);
    context.textAlign = 'left';
  });
  context.restore();
}
