/** The live picture with what the network sees in it, as large as its place allows. */
import { useEffect, useRef } from 'react';
import { classColours } from '../design/overlay/class-colours';
import { paintAnswer } from '../design/overlay/paint-answer';
import { paintSuppressed } from '../design/overlay/paint-suppressed';
import { fitView } from '../design/overlay/picture-view';
import { useDocument } from '../store/document-store';
import { overlaySettings } from './live-setup';
import { showLive, type LivePicture } from './live-views';

export function LiveView({ className, label }: { readonly className: string | undefined; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const shown = canvas.current!;
    let last: LivePicture | undefined;
    const end = showLive((picture) => draw(shown, (last = picture)));
    const resized = new ResizeObserver(() => draw(shown, last));
    resized.observe(shown);
    return () => {
      end();
      resized.disconnect();
    };
  }, []);
  return <canvas ref={canvas} className={className} role="img" aria-label={label} />;
}

/** Sharp on every screen: as many pixels as the place has. */
function draw(canvas: HTMLCanvasElement, picture: LivePicture | undefined): void {
  const density = window.devicePixelRatio;
  const size = { width: canvas.clientWidth, height: canvas.clientHeight };
  const [width, height] = [Math.round(size.width * density), Math.round(size.height * density)];
  if (width === 0 || height === 0) return;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d')!;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  if (!picture || picture.width === 0) return;
  context.setTransform(density, 0, 0, density, 0, 0);
  const view = fitView(picture, size, picture.isMirrored);
  context.save();
  if (picture.isMirrored) {
    context.translate(2 * view.left + view.width, 0);
    context.scale(-1, 1);
  }
  context.drawImage(picture.image, view.left, view.top, view.width, view.height);
  context.restore();
  const { opacity, labels } = overlaySettings(useDocument.getState().document);
  const look = { colours: classColours(canvas), font: getComputedStyle(canvas).fontFamily, opacity, labels: labels ? ('scores' as const) : ('none' as const) };
  for (const { raw } of picture.answers) if (raw) paintSuppressed(context, raw.suppression.suppressed.map(({ index }) => raw.candidates[index]!), view, look);
  for (const { answer } of picture.answers) if (answer.kind !== 'numbers') paintAnswer(context, answer, view, look);
}
