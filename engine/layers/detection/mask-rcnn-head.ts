import { integer, number } from '../../core/parameters';
import type { Shape } from '../../core/shape';
import { defineLayer } from '../define-layer';
import { boxChannels, FINE, shifted, TORCH_SHIFT } from './head/deltas';
import { addTerms } from './head/loss-terms';
import { OBJECT_VALUES, readObjects } from './head/objects';
import { checkAnchors, compareAnchors, PAPER_LIMITS } from './head/proposal-loss';
import { answeredMasks, compareMasks, maskSide, TORCH_MASKS } from './head/region-masks';
import { answered, compareStage, readAnswer, readStage, REGION_PORTS, REGION_STAGE, TORCH_ANSWER, type RegionStageParameters } from './head/region-stage';

interface Parameters extends RegionStageParameters {
  /** Side of the square in which the pixels of an object are given, whatever its size. */
  readonly pixels: number;
  readonly maskWeight: number;
}

export const maskRcnnHead = defineLayer<Parameters>({
  type: 'mask-rcnn-head',
  version: 1,
  title: 'Mask R-CNN head',
  category: 'detection',
  summary: 'Says what each proposed region holds, where, and which of its pixels belong to the object',
  documentation: {
    text: 'Works as the Faster R-CNN head does, and compares a mask for each region that stands for an object, pixel by pixel, with the object’s own pixels. The mask does not depend on the class and does not compete with it. A region’s mask is moved into its shifted box before it is answered, so that each row of the answer ends with the m × m pixels of its own box.',
    formulas: [String.raw`L = L_{\text{regions}} + L_{\text{anchors}} + w \operatorname{mean}_{k, p} \left( -m^*_{k,p} \log m_{k,p} - (1 - m^*_{k,p}) \log (1 - m_{k,p}) \right)`],
    source: 'He et al. 2017 (Mask R-CNN); one mask for all classes',
  },
  parameters: {
    ...REGION_STAGE,
    pixels: integer({ label: 'Pixels', help: 'Each object is compared by so many pixels along each side of its box', default: 28, minimum: 2, maximum: 112 }),
    maskWeight: number({ label: 'Mask weight', help: 'The share of the masks in this loss', default: 1, minimum: 0 }),
  },
  inputs: [{ name: 'anchors', help: 'R × 9: the second output of Region proposals' }, ...REGION_PORTS, { name: 'masks', help: '1 × K × m × m: the logit of every pixel of every region' }],
  outputs: [],
  shape: ({ inputs, parameters }) => {
    const { regions, side } = readShapes(inputs, parameters);
    return [[regions, 4 + parameters.classes + side ** 2]];
  },
  macs: ({ inputs, parameters }) => {
    const { regions, side } = readShapes(inputs, parameters);
    return 2 * regions * side ** 3;
  },
  lower: ({ builder: b, inputs: [, ...stage] }) => {
    const answer = readAnswer(b, stage);
    const box = shifted(b, answer.region, boxChannels(b, answer.shifts), FINE);
    return [b.concat([answered(b, answer), answeredMasks(b, stage[3]!, answer.region, box)], 2)];
  },
  torch: () => ({
    functions: { shift_boxes: TORCH_SHIFT, region_answer: TORCH_ANSWER, region_masks: TORCH_MASKS },
    forward: ([, regions, classes, shifts, masks]) => `torch.cat([region_answer(${regions}, ${classes}, ${shifts}), region_masks(${masks}, ${regions}, shift_boxes(${regions}, ${shifts}, ${FINE.centre}, ${FINE.sides}))], 2)`,
  }),
  target: {
    accepts: () => ['boxes'],
    classes: ({ parameters }) => parameters.classes,
    target: ({ parameters: { most, pixels } }) => ({ dtype: 'float32', shape: [most, OBJECT_VALUES + pixels ** 2] }),
    loss: ({ builder: b, inputs: [anchors, ...stage], target, parameters }) => {
      const objects = readObjects(b, target, parameters.classes);
      const answer = readAnswer(b, stage);
      const first = compareAnchors(b, anchors!, objects, PAPER_LIMITS);
      const second = compareStage(b, answer, objects, parameters.overlap);
      const masks = b.mul(compareMasks(b, stage[3]!, answer.region, target, second), parameters.maskWeight);
      const { loss, named } = addTerms(b, { ...first.terms, ...second.terms, mask_loss: masks });
      return { loss, named: { anchor_assignment: first.assignment, assignment: second.assignment, ...named } };
    },
    lossWeight: ({ lossWeight }) => lossWeight,
  },
  examples: [{ title: 'Ten classes in 32 regions with masks of 14×14', parameters: {}, inputs: [[3600, 9], [32, 4], [32, 11], [32, 4], [1, 32, 14, 14]], outputs: [[32, 210]], parameterCount: 0, macs: 175_616 }],
});

function readShapes([anchors, ...stage]: readonly Shape[], parameters: Parameters): { readonly regions: number; readonly side: number } {
  checkAnchors(anchors!);
  const regions = readStage(stage, parameters);
  return { regions, side: maskSide(stage[3]!, regions) };
}
