/**
 * What a model is to do with a frame: how the frame becomes its input, and how its outputs become an answer in pixels of the
 * frame. Pure functions over plain arrays, so that they are tested without a browser.
 */
import { fail } from '../../../engine/core/diagnostic';
import type { Pixels } from '../../../engine/data/dataset';
import { imageShapeOf, preprocessImage, type ImageStep } from '../../../engine/data/preprocess';
import type { FeatureSignature, ModelSignature, TargetSignature } from '../../../engine/run/signature';
import type { Skeleton } from '../../../engine/vision/answer';
import { fitInto, type Size } from '../../../engine/vision/letterbox';
import type { AnswerSettings, LiveAnswer, NamedTensor } from '../protocol';
import { boxesAnswer } from './boxes-answer';
import { classesAnswer } from './classes-answer';
import { maskAnswer } from './mask-answer';
import { pointsAnswer } from './points-answer';

export interface LiveTask {
  prepare(pixels: Pixels): readonly NamedTensor[];
  /** `frame` is the size that answers are given in. */
  answer(outputs: readonly NamedTensor[], frame: Size, settings: AnswerSettings): readonly LiveAnswer[];
}

/** Throws LoomError where a frame alone does not feed the model. */
export function taskOf(signature: ModelSignature): LiveTask {
  const { feature, steps } = pictureInput(signature);
  const { channels, height, width } = imageShapeOf(steps);
  const input = { width, height };
  return {
    prepare: (pixels) => [{ name: feature.input, shape: [1, channels, height, width], data: preprocessImage(pixels, steps) }],
    answer: (outputs, frame, settings) => {
      const fit = fitInto(frame, input, modeOf(steps));
      return signature.targets.flatMap((target): LiveAnswer[] => {
        const output = outputs.find(({ name }) => name === `${target.node}:prediction`);
        return output ? [{ node: target.node, answer: answerOf(target, output, { fit, frame, input, settings }) }] : [];
      });
    },
  };
}

/** The one Input that takes a picture. */
function pictureInput({ features }: ModelSignature): { readonly feature: FeatureSignature; readonly steps: readonly ImageStep[] } {
  const [feature, ...others] = features;
  const column = feature?.columns[0];
  if (!feature) return fail('live-no-input', 'The network has no Input, so there is nothing to show it.', { remedy: 'Add an Input that takes pictures.' });
  if (others.length > 0) return fail('live-many-inputs', `The network takes more than one picture can give: ${features.map(({ input }) => `“${input}”`).join(', ')}.`, { remedy: 'Ask it in the Predict panel, where every Input can be given.' });
  if (column?.kind !== 'image' || !column.imageSteps) return fail('live-no-picture', `“${feature.input}” takes ${feature.shape.join('×')} numbers, not a picture.`, { node: feature.input, expected: 'an Input of one or three channels', remedy: 'Give the Input the shape of a picture, such as 28×28×1.' });
  return { feature, steps: column.imageSteps };
}

function modeOf(steps: readonly ImageStep[]): 'stretch' | 'crop' | 'pad' {
  return steps.findLast((step) => step.kind === 'resize')?.mode ?? 'stretch';
}

interface Place {
  readonly fit: ReturnType<typeof fitInto>;
  readonly frame: Size;
  readonly input: Size;
  readonly settings: AnswerSettings;
}

function answerOf(target: TargetSignature, output: NamedTensor, place: Place): LiveAnswer['answer'] {
  const { kind }: { readonly kind: string } = target;
  if (kind === 'boxes') return boxesAnswer(output, target, place);
  if (kind === 'mask' || (kind === 'category' && output.shape.length === 4)) return maskAnswer(output, target, place);
  if (kind === 'points') return pointsAnswer(output, target as { readonly skeleton?: Skeleton }, place);
  if (kind === 'category') return classesAnswer(output, target.classes ?? []);
  return { kind: 'numbers', values: Array.from(output.data) };
}
