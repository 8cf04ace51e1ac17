/**
 * Raw heads: maps of A · (5 + C) numbers, one per scale. Their anchors stand in no file, so those of the published models are
 * assumed (`models/yolov5s.yaml` and `yolov3.yaml` of YOLOv5 and v3, in pixels of the input), finest map first.
 */
import { USUAL_SELECTION, type GridsAnswer } from '../model-task';
import { pictureDims, shapeOf, type ModelFacts, type OutputFacts } from './model-facts';
import { pictureOf, plainRange } from './picture-of';
import type { Recognition } from './recognition';
import { statedIn } from './stated';

type Anchors = GridsAnswer['maps'][number]['anchors'];

/** By stride 8, 16, 32. */
const ANCHORS: readonly Anchors[] = [
  [[10, 13], [16, 30], [33, 23]],
  [[30, 61], [62, 45], [59, 119]],
  [[116, 90], [156, 198], [373, 326]],
];

interface GridMap {
  readonly output: OutputFacts;
  readonly across: number;
  readonly numbers: number;
  readonly isSideBySide: boolean;
}

export function recogniseGrids(facts: ModelFacts): Recognition | undefined {
  const stated = statedIn(facts.metadata);
  const picture = pictureOf(facts, stated.size);
  // A detector with its decoded table beside the maps is read from the table.
  const maps = facts.outputs.flatMap((output) => mapOf(output) ?? []).sort((a, b) => b.across - a.across);
  if (!picture || maps.length !== 3 || facts.outputs.length !== 3) return undefined;
  const [first] = maps;
  const isFamily = maps.every((map, index) => map.numbers === first!.numbers && Math.round(picture.width / map.across) === 8 * 2 ** index);
  if (!isFamily || first!.numbers < 6) return undefined;
  const classCount = first!.numbers - 5;
  const answer: GridsAnswer = { kind: 'grids', maps: maps.map(({ output }, index) => ({ output: output.name, anchors: ANCHORS[index]! })), size: first!.isSideBySide ? 'square' : 'exponent', classCount };
  const title = first!.isSideBySide ? 'YOLOv5 or v7 without decoding' : 'YOLOv3 without decoding';
  return {
    task: { title, input: { ...picture, ...plainRange(picture), fit: 'pad', fill: 114 }, answer, classes: stated.classes, selection: USUAL_SELECTION },
    why: `Its three outputs (${maps.map(({ output }) => shapeOf(output)).join(', ')}) are maps of 3 anchors with ${first!.numbers} numbers; the anchors of the published models are assumed.`,
    isSure: false,
  };
}

/** [3, h, w, 5 + C] as YOLOv5 keeps it, or [3 · (5 + C), h, w] as a convolution gives it. */
function mapOf(output: OutputFacts): GridMap | undefined {
  const dims = pictureDims(output);
  if (dims.some((dim) => dim === undefined)) return undefined;
  const [a, , c, d] = dims as number[];
  if (dims.length === 4 && a === 3) return { output, across: c!, numbers: d!, isSideBySide: true };
  return dims.length === 3 && a! % 3 === 0 && a! >= 18 ? { output, across: c!, numbers: a! / 3, isSideBySide: false } : undefined;
}
