/** A picture with what was seen in it laid over, sharp at the size of its place. */
import { useEffect, useRef } from 'react';
import type { Detection, VisionAnswer } from '../../engine/vision/answer';
import { classColours } from '../design/overlay/class-colours';
import { paintAnswer } from '../design/overlay/paint-answer';
import { fitView, type OverlayLook } from '../design/overlay/picture-view';
import { hiddenLabels, useMaskLook } from './mask-look';

export interface OverlayPicture {
  readonly image: CanvasImageSource;
  /** In the pixels that the answer is told in. */
  readonly width: number;
  readonly height: number;
}

interface OverlayCanvasProps {
  readonly picture: OverlayPicture | undefined;
  readonly answer: VisionAnswer | undefined;
  readonly label: string;
  readonly className: string | undefined;
  /** Objects that the answer says nothing of: dashed. */
  readonly missed?: readonly Detection[] | undefined;
  /** What is written at each box; class and score unless it is given. */
  readonly labels?: OverlayLook['labels'];
  /** Whether what is laid over marks what is wrong, in the one colour for that. */
  readonly marksErrors?: boolean;
}

export function OverlayCanvas({ picture, answer, missed, label, className, labels = 'scores', marksErrors = false }: OverlayCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { opacity, hidden } = useMaskLook();
  useEffect(() => {
    const shown = canvas.current!;
    const paint = () => draw(shown, picture, answer, missed, { opacity, labels, hidden: marksErrors ? undefined : hidden });
    paint();
    const resized = new ResizeObserver(paint);
    resized.observe(shown);
    return () => resized.disconnect();
  }, [picture, answer, missed, opacity, hidden, labels, marksErrors]);
  return <canvas ref={canvas} className={className} role="img" aria-label={label} />;
}

interface Drawing extends Pick<OverlayLook, 'opacity' | 'labels'> {
  /** Names of classes that are left out; nothing where errors are marked. */
  readonly hidden: ReadonlySet<string> | undefined;
}

/** Of what is not there. */
const DASH = [4, 3];

function draw(canvas: HTMLCanvasElement, picture: OverlayPicture | undefined, answer: VisionAnswer | undefined, missed: readonly Detection[] | undefined, { opacity, labels, hidden }: Drawing): void {
  const density = window.devicePixelRatio;
  const size = { width: canvas.clientWidth, height: canvas.clientHeight };
  canvas.width = Math.round(size.width * density);
  canvas.height = Math.round(size.height * density);
  const context = canvas.getContext('2d')!;
  if (!picture || canvas.width === 0 || canvas.height === 0) return;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.imageSmoothingEnabled = false;
  const view = fitView(picture, size, false);
  context.drawImage(picture.image, view.left, view.top, view.width, view.height);
  if (!answer) return;
  const classes = answer.kind === 'points' ? [] : answer.classes;
  const own = classColours(canvas);
  const style = getComputedStyle(canvas);
  const wrong = { ...own, of: () => style.getPropertyValue('--class-wrong').trim() };
  const look = { colours: hidden ? own : wrong, font: style.fontFamily, opacity, labels };
  paintAnswer(context, answer, view, { ...look, ...(hidden && { hidden: hiddenLabels(hidden, classes) }) });
  context.setLineDash(DASH);
  if (missed) paintAnswer(context, { kind: 'boxes', detections: missed, classes: [] }, view, look);
}
