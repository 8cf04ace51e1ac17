import { defineLayer } from '../define-layer';
import { TORCH_SHIFT } from './head/deltas';
import { addTerms } from './head/loss-terms';
import { objectsShape, readObjects } from './head/objects';
import { answered, compareStage, readAnswer, readStage, REGION_PORTS, REGION_STAGE, TORCH_ANSWER, type RegionStageParameters } from './head/region-stage';

export const fastRcnnHead = defineLayer<RegionStageParameters>({
  type: 'fast-rcnn-head',
  version: 1,
  title: 'Fast R-CNN head',
  category: 'detection',
  summary: 'Says of each given region which class it holds, if any, and where the object’s box is',
  documentation: {
    text: 'Takes the regions that were looked into, and for each of them the scores of all classes and of the background, and a shift of its box. While training, a region stands for the object that it overlaps most, from a given overlap on; all others are background. The classes are compared by cross-entropy over all regions, the shifts by smooth L1 over the regions of objects.',
    formulas: [String.raw`L = \frac{1}{K} \sum_k \left( -\log p_k(u_k) + [u_k \neq \text{background}] \sum_{i \in \{x, y, w, h\}} \text{smooth}_{L_1}(t_{k,i} - v_{k,i}) \right)`],
    source: 'Girshick 2015 (Fast R-CNN); the shifts do not depend on the class',
  },
  parameters: REGION_STAGE,
  inputs: REGION_PORTS,
  outputs: [],
  shape: ({ inputs, parameters }) => [[readStage(inputs, parameters), 4 + parameters.classes]],
  lower: ({ builder, inputs }) => [answered(builder, readAnswer(builder, inputs))],
  torch: () => ({ functions: { shift_boxes: TORCH_SHIFT, region_answer: TORCH_ANSWER }, forward: ([regions, classes, shifts]) => `region_answer(${regions}, ${classes}, ${shifts})` }),
  target: {
    accepts: () => ['boxes'],
    classes: ({ parameters }) => parameters.classes,
    target: ({ parameters: { most } }) => ({ dtype: 'float32', shape: objectsShape(most) }),
    loss: ({ builder: b, inputs, target, parameters }) => {
      const { terms, assignment } = compareStage(b, readAnswer(b, inputs), readObjects(b, target, parameters.classes), parameters.overlap);
      const { loss, named } = addTerms(b, terms);
      return { loss, named: { assignment, ...named } };
    },
    lossWeight: ({ lossWeight }) => lossWeight,
  },
  examples: [{ title: 'Twenty classes in 64 regions', parameters: { classes: 20 }, inputs: [[64, 4], [64, 21], [64, 4]], outputs: [[64, 24]], parameterCount: 0, macs: 0 }],
});
