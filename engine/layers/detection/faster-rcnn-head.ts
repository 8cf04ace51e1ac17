import { number } from '../../core/parameters';
import { defineLayer } from '../define-layer';
import { TORCH_SHIFT } from './head/deltas';
import { addTerms } from './head/loss-terms';
import { objectsShape, readObjects } from './head/objects';
import { checkAnchors, compareAnchors, PAPER_LIMITS } from './head/proposal-loss';
import { answered, compareStage, readAnswer, readStage, REGION_PORTS, REGION_STAGE, TORCH_ANSWER, type RegionStageParameters } from './head/region-stage';

interface Parameters extends RegionStageParameters {
  readonly anchorObject: number;
  readonly anchorNothing: number;
}

export const fasterRcnnHead = defineLayer<Parameters>({
  type: 'faster-rcnn-head',
  version: 1,
  title: 'Faster R-CNN head',
  category: 'detection',
  summary: 'Says what each proposed region holds and where, and teaches the proposals where to look',
  documentation: {
    text: 'Works on regions as the Fast R-CNN head does, and adds the loss of the first stage: an anchor that overlaps an object well, or better than any other anchor does, is to find it; one that overlaps none is to find nothing; those between learn nothing. Both stages train together, over shared features.',
    formulas: [
      String.raw`L = L_{\text{regions}} + L_{\text{anchors}}`,
      String.raw`L_{\text{anchors}} = \tfrac{1}{2} \operatorname{mean}_{+} -\log p_i + \tfrac{1}{2} \operatorname{mean}_{-} -\log (1 - p_i) + \operatorname{mean}_{+} \sum \text{smooth}_{L_1}(t_i - t_i^*)`,
    ],
    source: 'Ren et al. 2015 (Faster R-CNN)',
  },
  parameters: {
    ...REGION_STAGE,
    anchorObject: number({ label: 'Anchor finds from', help: 'An anchor with this overlap or more is to find the object', default: PAPER_LIMITS.object, minimum: 0.01, maximum: 1 }),
    anchorNothing: number({ label: 'Anchor empty below', help: 'An anchor that overlaps every object by less is to find nothing', default: PAPER_LIMITS.nothing, minimum: 0, maximum: 1 }),
  },
  inputs: [{ name: 'anchors', help: 'R × 9: the second output of Region proposals' }, ...REGION_PORTS],
  outputs: [],
  shape: ({ inputs: [anchors, ...stage], parameters }) => {
    checkAnchors(anchors!);
    return [[readStage(stage, parameters), 4 + parameters.classes]];
  },
  lower: ({ builder, inputs }) => [answered(builder, readAnswer(builder, inputs.slice(1)))],
  torch: () => ({ functions: { shift_boxes: TORCH_SHIFT, region_answer: TORCH_ANSWER }, forward: ([, regions, classes, shifts]) => `region_answer(${regions}, ${classes}, ${shifts})` }),
  target: {
    accepts: () => ['boxes'],
    classes: ({ parameters }) => parameters.classes,
    target: ({ parameters: { most } }) => ({ dtype: 'float32', shape: objectsShape(most) }),
    loss: ({ builder: b, inputs: [anchors, ...stage], target, parameters }) => {
      const objects = readObjects(b, target, parameters.classes);
      const first = compareAnchors(b, anchors!, objects, { object: parameters.anchorObject, nothing: parameters.anchorNothing });
      const second = compareStage(b, readAnswer(b, stage), objects, parameters.overlap);
      const { loss, named } = addTerms(b, { ...first.terms, ...second.terms });
      return { loss, named: { anchor_assignment: first.assignment, assignment: second.assignment, ...named } };
    },
    lossWeight: ({ lossWeight }) => lossWeight,
  },
  examples: [{ title: 'Ten classes in 48 regions out of 3600 anchors', parameters: {}, inputs: [[3600, 9], [48, 4], [48, 11], [48, 4]], outputs: [[48, 14]], parameterCount: 0, macs: 0 }],
});
