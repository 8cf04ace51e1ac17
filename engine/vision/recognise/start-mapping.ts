/** Where a mapping begins that nothing was recognised for, and what each kind of answer starts with: something that decodes, to be corrected. */
import { USUAL_SELECTION, type AnswerRule, type ModelTask } from '../model-task';
import { pictureDims, type ModelFacts, type OutputFacts } from './model-facts';
import { pictureOf, plainRange } from './picture-of';
import { statedIn } from './stated';

/** The kinds that a person can describe; raw heads and anchors are recognised or not. */
export type MappableKind = 'rows' | 'tables' | 'classes' | 'pixels' | 'landmarks';

/** Undefined where the model does not take one picture. */
export function startMapping(facts: ModelFacts): ModelTask | undefined {
  const stated = statedIn(facts.metadata);
  const picture = pictureOf(facts, stated.size);
  if (!picture || facts.outputs.length === 0) return undefined;
  return {
    title: 'Mapped by hand',
    input: { ...picture, ...plainRange(picture), fit: 'pad', fill: 114 },
    answer: startAnswer(likelyKind(facts), facts, stated.classes.length),
    classes: stated.classes,
    selection: USUAL_SELECTION,
  };
}

export function startAnswer(kind: MappableKind, { outputs }: ModelFacts, classCount: number): AnswerRule {
  const [first] = outputs as [OutputFacts];
  switch (kind) {
    case 'rows': {
      const output = outputs.find(({ dims }) => dims.length === 3) ?? first;
      const [rows = 0, columns = 0] = pictureDims(output);
      const isTurned = columns > rows;
      const width = Math.min(rows, columns);
      return {
        kind, output: output.name, candidates: isTurned ? 'columns' : 'rows', box: { at: 0, format: 'centre-size', unit: 'pixels' },
        scores: { kind: 'each', at: 4, count: Math.max(1, classCount || width - 4), activation: 'none' }, isSuppressed: false,
      };
    }
    case 'tables': {
      const boxes = outputs.find(({ dims }) => dims.at(-1) === 4) ?? first;
      const scores = outputs.find((output) => output !== boxes) ?? first;
      return { kind, boxes: { output: boxes.name, format: 'corners', unit: 'pixels' }, scores: { output: scores.name, activation: 'none' }, background: 'none', isSuppressed: false };
    }
    case 'classes':
      return { kind, output: first.name, activation: 'softmax' };
    case 'pixels': {
      const output = outputs.find(({ dims }) => dims.length === 4) ?? first;
      const [a = 0, , c = 0] = pictureDims(output);
      return { kind, output: output.name, layout: output.dims.length === 3 ? 'hw' : c < a ? 'hwc' : 'chw', activation: 'softmax' };
    }
    case 'landmarks':
      return { kind, output: first.name, count: 1, values: 2, unit: 'pixels', depth: 1, visibility: 'none' };
  }
}

function likelyKind({ outputs }: ModelFacts): MappableKind {
  if (outputs.length > 1 && outputs.some(({ dims }) => dims.at(-1) === 4)) return 'tables';
  const [first] = outputs;
  if (first!.dims.length === 4) return 'pixels';
  return first!.dims.length === 3 ? 'rows' : 'classes';
}
