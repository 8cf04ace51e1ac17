/** Two classes on a plane: points, and the side on which each place lies. */
import type { LabPoint } from '../../engine/labs/points';
import type { Drawing } from './plane';
import { token } from './use-shown-theme';

/** Classes differ in shape as well as in colour. */
export const CLASS_COLOURS = ['--kind-conv', '--kind-activation'] as const;

function rgb(colour: string): readonly [number, number, number] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as unknown as readonly [number, number, number];
}

/** How much of a class's colour lies over the paper where the network is sure. */
const STRENGTH = 0.62;

/** The colour of each answer of a grid with `side` cells each way, from one class over the paper to the other; the boundary is where the paper shows. */
export function drawAnswers({ context, width, height }: Drawing, answers: readonly number[], side: number): void {
  const paper = rgb(token('--canvas'));
  const [first, second] = CLASS_COLOURS.map((name) => rgb(token(name)));
  const cells = new ImageData(side, side);
  answers.forEach((answer, cell) => {
    const colour = answer < 0.5 ? first! : second!;
    const share = Math.abs(answer - 0.5) * 2 * STRENGTH;
    for (let channel = 0; channel < 3; channel++) cells.data[4 * cell + channel] = paper[channel]! + (colour[channel]! - paper[channel]!) * share;
    cells.data[4 * cell + 3] = 255;
  });
  const small = document.createElement('canvas');
  small.width = small.height = side;
  small.getContext('2d')!.putImageData(cells, 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(small, 0, 0, width, height);
}

/** The first class as discs, the second as squares. */
export function drawPoint({ context, scale, at }: Drawing, point: LabPoint, size = 4): void {
  const { x, y } = at(point);
  const radius = size * scale;
  context.beginPath();
  if (point.label === 0) context.arc(x, y, radius, 0, 2 * Math.PI);
  else context.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
  context.fillStyle = token(CLASS_COLOURS[point.label]);
  context.fill();
  context.strokeStyle = token('--panel');
  context.lineWidth = 1.2 * scale;
  context.stroke();
}
