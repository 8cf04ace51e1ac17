/** What a model that LayerLoom trained or exported does with a picture, as the task that models from elsewhere have too. */
import { fail } from '../core/diagnostic';
import { imageShapeOf, type ImageStep } from '../data/preprocess';
import { USUAL_SELECTION, type AnswerRule, type ModelTask, type PictureInput } from '../vision/model-task';
import { BOX_NUMBERS, type ModelSignature, type TargetSignature } from './signature';

/** The first Output that answers about pictures counts. Throws LoomError where a picture alone does not feed the model, or nothing sees. */
export function signedTask({ features, targets }: ModelSignature, model: string): ModelTask {
  const [feature, ...others] = features;
  const column = feature?.columns[0];
  if (!feature || others.length > 0 || column?.kind !== 'image' || !column.imageSteps) {
    return fail('not-one-picture', `“${model}” does not take one picture alone: it takes ${features.map(({ input }) => `“${input}”`).join(', ') || 'nothing'}.`, { expected: 'one Input of pictures', remedy: 'Ask it with “layerloom predict”.' });
  }
  const target = targets.find(({ kind }) => kind !== 'number');
  if (!target) return fail('no-sight', `“${model}” answers numbers, and nothing that can be shown on a picture.`, { expected: 'an Output of classes, boxes, masks or points', remedy: 'Ask it with “layerloom predict”.' });
  return {
    title: target.node,
    input: signedInput(feature.input, column.imageSteps),
    answer: ruleOf(target),
    classes: target.classes ?? [],
    selection: USUAL_SELECTION,
    ...(target.skeleton && { skeleton: target.skeleton }),
  };
}

/** Scales and shifts in a row are one of each. */
function signedInput(name: string, steps: readonly ImageStep[]): PictureInput {
  const { channels, height, width } = imageShapeOf(steps);
  const resize = steps.findLast((step) => step.kind === 'resize')!;
  let [scale, mean, deviation]: [number, readonly number[], readonly number[]] = [1, [0], [1]];
  for (const step of steps) {
    // (b · s − m) / d, then times f or normalised once more, has the same form with other numbers.
    if (step.kind === 'scale') deviation = deviation.map((one) => one / step.factor);
    if (step.kind === 'normalise') {
      const [before, under] = [mean, deviation];
      const at = (list: readonly number[], channel: number): number => list[channel] ?? list[0]!;
      mean = Array.from({ length: channels }, (_, channel) => at(before, channel) + at(step.mean, channel) * at(under, channel));
      deviation = Array.from({ length: channels }, (_, channel) => at(under, channel) * at(step.standardDeviation, channel));
    }
  }
  return { name, dtype: 'float32', layout: 'nchw', width, height, channels, order: 'rgb', fit: resize.mode, fill: resize.fill ?? 0, scale, mean, deviation };
}

function ruleOf({ node, kind, classes = [], shape, skeleton, maskSide }: TargetSignature): AnswerRule {
  const output = `${node}:prediction`;
  if (kind === 'boxes') {
    return {
      kind: 'rows', output, candidates: 'rows', box: { at: 0, format: 'centre-size', unit: 'pixels' },
      scores: { kind: 'each', at: BOX_NUMBERS, count: classes.length, activation: 'none' },
      ...(maskSide !== undefined && { masks: { at: BOX_NUMBERS + classes.length, size: maskSide } }),
      isSuppressed: false,
    };
  }
  if (kind === 'mask') return { kind: 'pixels', output, layout: 'chw', activation: 'none' };
  if (kind === 'points') return { kind: 'landmarks', output, count: skeleton?.points.length ?? shape[0] ?? 1, values: 4, unit: 'pixels', depth: 1, visibility: 'none' };
  return { kind: 'classes', output, activation: 'none' };
}
