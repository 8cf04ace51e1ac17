import { fires, passTwoLayers, weightedSum, type Pattern, type PerceptronState, type TwoLayers } from '../../../engine/labs/perceptron';
import { CLASS_COLOURS, drawAnswers, drawPoint } from '../draw-classes';
import type { Drawing, PlanePoint } from '../plane';
import { token } from '../use-shown-theme';

const SIDE = 72;
const REACH = { from: -0.6, to: 1.6 } as const;
/** How sure an answer looks that is only yes or no. */
const FAINT = 0.2;

interface Scene {
  readonly patterns: readonly Pattern[];
  readonly threshold: number;
  /** The pattern that was shown last. */
  readonly current: number | undefined;
}

export function drawPerceptron(drawing: Drawing, state: PerceptronState, { patterns, threshold, current }: Scene): void {
  shade(drawing, (inputs) => fires(state, inputs, threshold));
  drawLine(drawing, state, threshold);
  patterns.forEach((pattern, index) => drawPattern(drawing, pattern, { isWrong: fires(state, pattern.inputs, threshold) !== pattern.target, isCurrent: index === current }));
}

export function drawTwoLayers(drawing: Drawing, layers: TwoLayers): void {
  shade(drawing, (inputs) => passTwoLayers(layers, inputs).output);
  for (const weights of layers.hidden) drawLine(drawing, { weights, bias: 0 }, layers.threshold);
  for (const inputs of [[0, 0], [0, 1], [1, 0], [1, 1]]) drawPattern(drawing, { inputs, target: passTwoLayers(layers, inputs).output }, { isWrong: false, isCurrent: false });
}

function shade(drawing: Drawing, answer: (inputs: readonly number[]) => 0 | 1): void {
  const at = (index: number): number => REACH.from + ((REACH.to - REACH.from) * (index + 0.5)) / SIDE;
  const answers = Array.from({ length: SIDE * SIDE }, (_, cell) => (answer([at(cell % SIDE), at(SIDE - 1 - Math.floor(cell / SIDE))]) === 1 ? 0.5 + FAINT : 0.5 - FAINT));
  drawAnswers(drawing, answers, SIDE);
}

/** Where the sum equals the threshold. */
function drawLine({ context, scale, at }: Drawing, state: PerceptronState, threshold: number): void {
  const [w1, w2] = state.weights as readonly [number, number];
  const norm = w1 * w1 + w2 * w2;
  if (norm === 0) return;
  const distance = (threshold - weightedSum(state, [0, 0])) / norm;
  const along = (by: number): PlanePoint => at({ x: distance * w1 - by * w2, y: distance * w2 + by * w1 });
  const far = 8 / Math.sqrt(norm);
  context.beginPath();
  context.moveTo(along(-far).x, along(-far).y);
  context.lineTo(along(far).x, along(far).y);
  context.strokeStyle = token('--text');
  context.lineWidth = 1.6 * scale;
  context.stroke();
}

function drawPattern(drawing: Drawing, { inputs, target }: Pattern, { isWrong, isCurrent }: { readonly isWrong: boolean; readonly isCurrent: boolean }): void {
  const { context, scale, at } = drawing;
  const [x, y] = inputs as readonly [number, number];
  drawPoint(drawing, { x, y, label: target }, 9);
  const place = at({ x, y });
  context.font = `500 ${12 * scale}px "JetBrains Mono Variable", monospace`;
  context.fillStyle = token('--text');
  context.fillText(`${x} ${y} → ${target}${isWrong ? '  wrong' : ''}`, place.x + 16 * scale, place.y - 12 * scale);
  if (!isCurrent) return;
  context.beginPath();
  context.arc(place.x, place.y, 16 * scale, 0, 2 * Math.PI);
  context.strokeStyle = token(CLASS_COLOURS[target]);
  context.lineWidth = 2 * scale;
  context.stroke();
}
