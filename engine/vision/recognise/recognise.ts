/** What a model file is for, as far as its inputs, outputs and metadata tell. */
import { recogniseClassifier, recognisePixels } from './classifier';
import { recogniseGrids } from './grids';
import { recogniseMediapipe } from './mediapipe';
import type { ModelFacts } from './model-facts';
import { pictureOf } from './picture-of';
import type { Recogniser, Recognition } from './recognition';
import { statedIn } from './stated';
import { recogniseTables } from './tables';
import { recogniseYolo } from './yolo';

/** The most particular first: what a later one would guess at, an earlier one knows. */
const RECOGNISERS: readonly Recogniser[] = [recogniseMediapipe, recogniseTables, recogniseYolo, recogniseGrids, recogniseClassifier, recognisePixels];

export function recognise(facts: ModelFacts): Recognition | undefined {
  for (const one of RECOGNISERS) {
    const found = one(facts);
    if (found) return found;
  }
  return undefined;
}

/** Why nothing was recognised, as a sentence with what can be done. */
export function unrecognised(facts: ModelFacts): string {
  const { task } = statedIn(facts.metadata);
  if (task === 'obb') return 'The model answers turned boxes, which cannot be drawn here.';
  if (!pictureOf(facts)) return `The model takes ${facts.inputs.map(({ name }) => `“${name}”`).join(', ') || 'nothing'}, which is not one picture. It can be opened as a network.`;
  return 'What the model answers is not known here. Say in the mapping which output holds what.';
}
