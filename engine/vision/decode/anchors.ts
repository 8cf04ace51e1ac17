/**
 * Offsets from square anchors, with points: the detectors of MediaPipe (`SsdAnchorsCalculator` with `fixed_anchor_size`,
 * `TensorsToDetectionsCalculator` with `reverse_output_order`). An anchor is as large as the input, so every number is
 * simply pixels from the centre of its cell.
 */
import { fail } from '../../core/diagnostic';
import type { Size } from '../letterbox';
import type { AnchorGrid, AnchorsAnswer } from '../model-task';
import type { Suppression } from '../nms';
import { isBox, type Found } from './found';
import { sigmoid, valuesOf, type Outputs } from './output-values';

/** Logits beyond this are taken for it before the sigmoid: `score_clipping_thresh`. */
const STRONGEST = 100;

/** The centres of all anchors, x and y in turn, grid by grid and row by row. */
export function anchorCentres(grids: readonly AnchorGrid[], input: Size): Float32Array {
  return Float32Array.from(
    grids.flatMap(({ stride, perCell }) => {
      const [across, down] = [Math.ceil(input.width / stride), Math.ceil(input.height / stride)];
      return Array.from({ length: across * down * perCell }, (_, index) => {
        const cell = Math.floor(index / perCell);
        return [(((cell % across) + 0.5) / across) * input.width, ((Math.floor(cell / across) + 0.5) / down) * input.height];
      }).flat();
    }),
  );
}

export function decodeAnchors(rule: AnchorsAnswer, outputs: Outputs, input: Size, score: number): Found[] {
  const boxes = valuesOf(outputs, rule.boxes);
  const scores = valuesOf(outputs, rule.scores);
  const centres = anchorCentres(rule.grids, input);
  const columns = 4 + 2 * rule.pointCount;
  const rows = centres.length / 2;
  if (boxes.data.length !== rows * columns || scores.data.length !== rows) {
    fail('output-anchors', `The outputs “${rule.boxes}” and “${rule.scores}” have ${boxes.data.length} and ${scores.data.length} numbers, but ${rows} anchors with ${rule.pointCount} points have ${rows * columns} and ${rows}.`, {
      expected: `${rows} × ${columns} and ${rows}`, found: `${boxes.data.length} and ${scores.data.length}`, remedy: 'Check the grids, the points and the size of the input in the mapping.',
    });
  }
  const found: Found[] = [];
  for (let row = 0; row < rows; row++) {
    const sure = sigmoid(Math.min(STRONGEST, Math.max(-STRONGEST, scores.data[row]!)));
    if (!(sure >= score)) continue;
    const at = (column: number) => boxes.data[row * columns + column]!;
    const [centreX, centreY] = [centres[row * 2]!, centres[row * 2 + 1]!];
    const box = { x: centreX + at(0) - at(2) / 2, y: centreY + at(1) - at(3) / 2, width: at(2), height: at(3) };
    const points = Array.from({ length: rule.pointCount }, (_, index) => ({ x: centreX + at(4 + 2 * index), y: centreY + at(5 + 2 * index), z: 0, visibility: 1 }));
    if (isBox(box)) found.push({ ...box, label: 0, score: sure, row, points });
  }
  return found;
}

/** Each kept box as the mean of itself and of those it suppressed, weighted by their scores: MediaPipe's `WEIGHTED`. */
export function blend(found: readonly Found[], { kept, suppressed }: Suppression): Found[] {
  return kept.map((index) => {
    const best = found[index]!;
    const group = [best, ...suppressed.filter(({ by }) => by === index).map((one) => found[one.index]!)];
    const total = group.reduce((sum, { score }) => sum + score, 0);
    const mean = (read: (one: Found) => number): number => group.reduce((sum, one) => sum + read(one) * one.score, 0) / total;
    return {
      ...best,
      x: mean(({ x }) => x), y: mean(({ y }) => y), width: mean(({ width }) => width), height: mean(({ height }) => height),
      ...(best.points && { points: best.points.map((point, place) => ({ ...point, x: mean((one) => one.points![place]!.x), y: mean((one) => one.points![place]!.y) })) }),
    };
  });
}
