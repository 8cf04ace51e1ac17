/**
 * Heads as the network gives them: a map per scale with A anchors of 5 + C numbers in every cell, either
 * [A · (5 + C), height, width] or [A, height, width, 5 + C]. Numbers are logits.
 *
 * `exponent`: centre σ(t) in its cell, size anchor · e^t (YOLOv2, v3); `square`: centre 2σ(t) − ½, size anchor · (2σ(t))²
 * (YOLOv4 scaled, v5, v7).
 */
import { fail } from '../../core/diagnostic';
import type { Size } from '../letterbox';
import type { GridsAnswer } from '../model-task';
import { isBox, type Found } from './found';
import { shapeText, sigmoid, valuesOf, type Outputs, type Values } from './output-values';

export function decodeGrids(rule: GridsAnswer, outputs: Outputs, input: Size, score: number): Found[] {
  const found: Found[] = [];
  let first = 0;
  for (const { output, anchors } of rule.maps) first += readMap(rule, anchors, valuesOf(outputs, output), input, score, first, found);
  return found;
}

/** Adds what the map finds; tells how many candidates it has. */
function readMap(rule: GridsAnswer, anchors: GridsAnswer['maps'][number]['anchors'], values: Values, input: Size, score: number, first: number, found: Found[]): number {
  const { height, width, step } = axesOf(values, anchors.length, 5 + rule.classCount);
  const { data } = values;
  const cells = height * width;
  for (let anchor = 0; anchor < anchors.length; anchor++) {
    for (let cell = 0; cell < cells; cell++) {
      const start = step === 1 ? (anchor * cells + cell) * (5 + rule.classCount) : anchor * (5 + rule.classCount) * cells + cell;
      const objectness = sigmoid(data[start + 4 * step]!);
      if (objectness < score) continue;
      let label = 0;
      for (let one = 1; one < rule.classCount; one++) if (data[start + (5 + one) * step]! > data[start + (5 + label) * step]!) label = one;
      const sure = objectness * (rule.classCount === 0 ? 1 : sigmoid(data[start + (5 + label) * step]!));
      if (!(sure >= score)) continue;
      const [x, y, across, down] = [0, 1, 2, 3].map((index) => data[start + index * step]!) as [number, number, number, number];
      const [cellWidth, cellHeight] = [input.width / width, input.height / height];
      const size = rule.size === 'exponent' ? Math.exp : (value: number) => (2 * sigmoid(value)) ** 2;
      const place = rule.size === 'exponent' ? sigmoid : (value: number) => 2 * sigmoid(value) - 0.5;
      const [boxWidth, boxHeight] = [anchors[anchor]![0] * size(across), anchors[anchor]![1] * size(down)];
      const centreX = ((cell % width) + place(x)) * cellWidth;
      const centreY = (Math.floor(cell / width) + place(y)) * cellHeight;
      const box = { x: centreX - boxWidth / 2, y: centreY - boxHeight / 2, width: boxWidth, height: boxHeight };
      if (isBox(box)) found.push({ ...box, label, score: sure, row: first + anchor * cells + cell });
    }
  }
  return anchors.length * cells;
}

/** The map's size, and how far apart the numbers of one candidate stand. */
function axesOf({ name, dims, data }: Values, anchors: number, numbers: number): { height: number; width: number; step: number } {
  const [height, width] = dims.length === 4 ? [dims[1]!, dims[2]!] : [dims.at(-2) ?? 1, dims.at(-1) ?? 1];
  if (dims.length === 4 && dims[0] === anchors && dims[3] === numbers) return { height, width, step: 1 };
  // One anchor loses its axis to the leading ones.
  if (dims.length === 3 && anchors === 1 && dims[2] === numbers && dims[0] !== numbers) return { height: dims[0]!, width: dims[1]!, step: 1 };
  if (dims.length === 3 && dims[0] === anchors * numbers) return { height, width, step: height * width };
  if (data.length === anchors * numbers) return { height: 1, width: 1, step: 1 };
  return fail('output-grid', `The output “${name}” has the shape ${shapeText(dims)}, which is no map of ${anchors} anchors with ${numbers} numbers.`, {
    expected: `${anchors * numbers} × height × width, or ${anchors} × height × width × ${numbers}`, found: shapeText(dims), remedy: 'Check the anchors and the number of classes in the mapping.',
  });
}
