import type { TorchRule } from '../torch-rule';
import { COMPARE_REGIONS } from './region-parts';

/** `engine/layers/detection/fast-rcnn-head.ts` */
export const fastRcnnRule: TorchRule = {
  calls: 'fast_rcnn_loss',
  reads: 'inputs',
  needs: [COMPARE_REGIONS],
  code: String.raw`def fast_rcnn_loss(target, found, truth):
    """found: regions, and for each of them the logits of the classes and the background, and the shift of its box."""
    options, (regions, class_logits, shifts) = target['options'], found
    objects = Objects(truth, options['classes'])
    return compare_regions(regions, class_logits, shifts, objects, options['overlap']).mean()
`,
};
