/** How the picture lies in its place, and where the cursor is on it. */
import { create } from 'zustand';
import { usePresentation } from '../store/presentation-store';
import { useLabelling } from './labelling-store';
import type { Place, Size } from './shapes';

interface LabelView {
  /** Pixels of the window for one of the picture. */
  readonly scale: number;
  /** Of the picture's upper left corner, in pixels of the place. */
  readonly left: number;
  readonly top: number;
  readonly stage: Size;
  /** Whether it stays as large as it fits. */
  readonly isFit: boolean;
  /** In pixels of the picture; absent while nobody points at it. */
  readonly cursor: Place | undefined;
}

/** Around a picture that is shown as a whole, and above it, where the tools are. */
const MARGIN = 20;
const ABOVE = 60;
const MOST_SCALE = 64;
const LEAST_SCALE = 0.02;

export const useLabelView = create<LabelView>(() => ({ scale: 1, left: 0, top: 0, stage: { width: 0, height: 0 }, isFit: true, cursor: undefined }));

/** Small pictures are not blown up beyond eight times. */
const LARGEST_FIT = 8;

export function fitPicture(): void {
  const { shown } = useLabelling.getState();
  const { stage } = useLabelView.getState();
  if (!shown || stage.width === 0) return;
  const above = ABOVE * usePresentation.getState().scale;
  const scale = Math.min(LARGEST_FIT, (stage.width - 2 * MARGIN) / shown.width, (stage.height - above - MARGIN) / shown.height);
  useLabelView.setState({ scale: Math.max(scale, LEAST_SCALE), left: (stage.width - shown.width * scale) / 2, top: above + (stage.height - above - MARGIN - shown.height * scale) / 2, isFit: true });
}

export function setStage(stage: Size): void {
  useLabelView.setState({ stage });
  if (useLabelView.getState().isFit) fitPicture();
}

/** What lies at a place of the stage stays there; its middle unless given. */
export function zoomBy(factor: number, at?: Place): void {
  const { scale, left, top, stage } = useLabelView.getState();
  const { x, y } = at ?? { x: stage.width / 2, y: stage.height / 2 };
  const next = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, scale * factor));
  useLabelView.setState({ scale: next, left: x - ((x - left) * next) / scale, top: y - ((y - top) * next) / scale, isFit: false });
}

export function panBy(dx: number, dy: number): void {
  useLabelView.setState(({ left, top }) => ({ left: left + dx, top: top + dy, isFit: false }));
}

/** From the stage to the picture. */
export function pictureAt({ x, y }: Place): Place {
  const { scale, left, top } = useLabelView.getState();
  return { x: (x - left) / scale, y: (y - top) / scale };
}

export function setCursor(cursor: Place | undefined): void {
  useLabelView.setState({ cursor });
}
